import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { Html } from '../text/html.js';
import { visibleText } from '../text/visible-text.js';

const QUOTES: Readonly<Record<string, string>> = { "'": '&#39;', '`': '&#96;' };

/**
 * A component as markup for a page; the one door to rendering without a browser. Preact
 * escapes what could be a tag or end an attribute. The other quotes, which are never its
 * own, are escaped here as our templates do it, and what acts on a reader unseen becomes
 * a picture, all of it at once: a component writes no line breaks, so none is lost.
 */
export function rendered<Props>(component: (props: Props) => VNode, props: Props): Html {
  const markup = renderToStaticMarkup(component(props));
  return new Html(visibleText(markup).replace(/['`]/g, (quote) => QUOTES[quote]!));
}
