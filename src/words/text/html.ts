import { escapeHtml } from './escape-html.js';

/** Markup that was built by `html` and needs no escaping any more. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What may stand in a `${…}` of a template. Nothing is printed for null, undefined and false. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * A template of HTML or SVG. Every value is escaped unless it is `Html` itself,
 * so that forgetting to escape is not possible; attributes must be quoted.
 * @example html`<p title="${'"'}">${'<b>'}</p>`.markup // '<p title="&quot;">&lt;b&gt;</p>'
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0]!;
  for (let index = 0; index < values.length; index++) {
    markup += markupOf(values[index]) + parts[index + 1]!;
  }
  return new Html(markup);
}

/** Text that came from a scenario file or a tape: escaped, and kept to its own direction. */
export function shown(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return '';
}
