import type { RecordedOutcome, ScenarioWords } from '../../tape/index.js';
import { formatTime, type Html, html, shown } from '../../words/index.js';

/** What the scenario tells: its story, where it comes from, what is recorded and what inferred. */
export function renderScenario(scenario: ScenarioWords): Html {
  const paragraphs = scenario.story
    .split(/\r?\n[ \t]*\r?\n/)
    .map((text) => text.replace(/\s*\r?\n\s*/g, ' ').trim())
    .filter((text) => text !== '');
  return html`<section class="block" id="story" aria-labelledby="story-title">
<h2 id="story-title">The story</h2>
${paragraphs.map(
  (text) => html`<p>${shown(text)}</p>
`,
)}<p class="dim small">Source: ${shown(scenario.origin)}</p>
<div class="pair thirds">
<div class="panel"><h3>Recorded</h3>${wordList(scenario.recorded)}</div>
<div class="panel"><h3>Inferred</h3>${wordList(scenario.inferred)}</div>
${scenario.record === null ? '' : html`<div class="panel"><h3>The record: what was found in the real database</h3><p>${shown(recordWords(scenario.record))}</p></div>`}
</div>
</section>
`;
}

function wordList(words: readonly string[]): Html {
  if (words.length === 0) return html`<p class="dim">nothing</p>`;
  return html`<ul>${words.map((text) => html`<li>${shown(text)}</li>`)}</ul>`;
}

const TRADES_NAMED_MAX = 24;

function recordWords({ trades, spanUs }: RecordedOutcome): string {
  const named = trades
    .slice(0, TRADES_NAMED_MAX)
    .map(({ side, quantity, symbol }) => `${side} ${quantity} ${symbol}`);
  const more = trades.length > named.length ? ` and ${trades.length - named.length} more` : '';
  const span = spanUs === 0 ? 'all in the same second' : `within ${formatTime(spanUs)}`;
  return `${named.join(', ')}${more}, ${span}.`;
}
