import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { Html } from '../text/html.js';
import { visibleText } from '../text/visible-text.js';

/**
 * A component as markup for a page; the one door to rendering without a browser. Preact
 * escapes what could be a tag, and what acts on a reader unseen becomes a picture here,
 * all of it at once: a component writes no line breaks of its own, so none is lost.
 */
export function rendered<Props>(component: (props: Props) => VNode, props: Props): Html {
  return new Html(visibleText(renderToStaticMarkup(component(props))));
}
