import type { PageScript } from '../pages/index.js';
import { rendered, STYLESHEET, STYLESHEET_SHA256 } from '../pages/index.js';
import { Html, html, visibleText } from '../words/index.js';
import type { LiveState } from './live-state.js';
import { LIVE_STYLESHEET, LIVE_STYLESHEET_SHA256 } from './live-stylesheet.js';
import { LiveView } from './view/live-view.js';

/** Where the script puts what moves. */
const LIVE_ROOT_ID = 'live';

interface LivePage {
  readonly html: string;
  /** `Content-Security-Policy` that the page is to be sent with: nothing runs but what is in it, and it asks its own server only. */
  readonly policy: string;
}

/**
 * The live page as it stands at this moment: it reads without scripts, as a
 * still picture. The script puts the same components in its place and moves them.
 */
export function renderLivePage(state: LiveState, script: PageScript | undefined): LivePage {
  const title =
    state.scene === null ? 'racetape live' : `${visibleText(state.scene.title)} \u00b7 live`;
  const view = rendered(LiveView, { state, connection: 'still', actions: null });
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="racetape">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new Html(STYLESHEET)}</style>
<style>${new Html(LIVE_STYLESHEET)}</style>
</head>
<body>
<div class="frame">
<noscript><p class="note">Scripts are off: this is how things stood when the page was loaded. Load it again to see how they stand now.</p></noscript>
<div id="${LIVE_ROOT_ID}">${view}</div>
</div>
${script === undefined ? '' : html`<script>${new Html(script.text)}</script>`}
</body>
</html>
`.markup;
  return { html: text, policy: policyOf(script) };
}

function policyOf(script: PageScript | undefined): string {
  const scripts = script === undefined ? "'none'" : `'sha256-${script.sha256}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src 'sha256-${STYLESHEET_SHA256}' 'sha256-${LIVE_STYLESHEET_SHA256}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
