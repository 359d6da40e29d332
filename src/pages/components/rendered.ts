import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { Html, visibleText } from '../../words/index.js';

const ENTITIES: Readonly<Record<string, string>> = { "'": '&#39;', '`': '&#96;', '>': '&gt;' };

/** A whole tag, its values in double quotes as Preact writes them, or what is left over outside of tags. */
const TAG_OR_STRAY = /<[^>"]*(?:"[^"]*"[^>"]*)*>|[>'`]/g;

/**
 * A component as markup for a page; the one door to rendering without a browser. Preact
 * escapes what could begin a tag or end an attribute; the rest of what our own templates
 * escape is escaped here. What acts on a reader unseen becomes a picture, all of it at
 * once: a component writes no line breaks, so none is lost.
 */
export function rendered<Props>(component: (props: Props) => VNode, props: Props): Html {
  const markup = visibleText(renderToStaticMarkup(component(props)));
  return new Html(
    markup.replace(TAG_OR_STRAY, (found) =>
      found.length === 1 ? ENTITIES[found]! : found.replace(/"[^"]*"/g, escapedRest),
    ),
  );
}

function escapedRest(value: string): string {
  return value.replace(/[>'`]/g, (character) => ENTITIES[character]!);
}
