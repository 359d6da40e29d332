import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { Html } from '../text/html.js';

/** A component as it reads without scripts. The same component, in a browser, is what moves. */
export function renderMarkup(component: VNode): Html {
  return new Html(renderToStaticMarkup(component));
}
