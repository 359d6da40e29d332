import { Html, html } from '../text/html.js';
import { shapeDefinitions } from '../timeline/shapes.js';
import { STYLESHEET, STYLESHEET_SHA256 } from './stylesheet.js';

/** Nothing loads and nothing runs; only the one stylesheet, known by its hash, applies. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLESHEET_SHA256}'; base-uri 'none'; form-action 'none'`;

/** A whole offline page around its content. */
export function renderDocument(page: { readonly title: string; readonly body: Html }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="racetape">
<title>${page.title}</title>
<style>${new Html(STYLESHEET)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
${shapeDefinitions()}<div class="frame">
${page.body}
</div>
</body>
</html>
`.markup;
}
