import { shapeDefinitions } from '../../timeline/index.js';
import { Html, html } from '../../words/index.js';
import { DATA_ID, type PageScript } from './page-script.js';
import { STYLESHEET, STYLESHEET_SHA256 } from './stylesheet.js';

interface PageDocument {
  readonly title: string;
  readonly body: Html;
  /** What the script of the page works on, packed; it is left out where there is no script. */
  readonly data?: string;
  readonly script?: PageScript | undefined;
}

/**
 * Nothing loads. One stylesheet and at most one script apply, each known by its hash:
 * `'unsafe-inline'` would let any text that slipped through run as well, and a page
 * opened from `file://` cannot name a file beside it. Data blocks run nothing.
 */
function policyOf(script: PageScript | undefined): string {
  const scripts = script === undefined ? '' : ` script-src 'sha256-${script.sha256}';`;
  return `default-src 'none'; style-src 'sha256-${STYLESHEET_SHA256}';${scripts} base-uri 'none'; form-action 'none'`;
}

/** A whole offline page around its content. */
export function renderDocument({ title, body, data, script }: PageDocument): string {
  const scripts =
    script === undefined
      ? ''
      : html`${
          data === undefined
            ? ''
            : html`<script type="application/octet-stream" id="${DATA_ID}">${new Html(data)}</script>
`
        }<script>${new Html(script.text)}</script>
`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policyOf(script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="racetape">
<title>${title}</title>
<style>${new Html(STYLESHEET)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
${shapeDefinitions()}<div class="frame">
${body}
</div>
${scripts}</body>
</html>
`.markup;
}
