import { shapeIcon } from '../../timeline/index.js';
import type { Judgement } from '../../verdict/index.js';
import { counted, type Html, html, type Outcome, runOutcomes } from '../../words/index.js';

/** Every order of a run as one shape after another: what went out, what was doubled, what was stopped. */
export function outcomeStrip(judgement: Judgement, outcomesMax: number): Html {
  const outcomes = runOutcomes(judgement);
  if (outcomes.length === 0) return html`<span class="dim">no order and no stopped attempt</span>`;
  const steps = outcomes.slice(0, outcomesMax).map((outcome) => {
    const quantity = outcome.quantity === null ? '' : html`<span>${outcome.quantity}</span>`;
    return html`<span class="step">${shapeIcon(outcome.kind)}<span class="visually-hidden">${outcomeWords(outcome)}</span>${quantity}</span>`;
  });
  const left = outcomes.length - steps.length;
  const more =
    left > 0
      ? html`<span class="dim small">and ${counted(left, 'more', 'more')}, not drawn</span>`
      : '';
  return html`<span class="strip">${steps}${more}</span>`;
}

function outcomeWords({ kind, symbol, layer }: Outcome): string {
  if (kind === 'blocked') return `${symbol} stopped by ${layer ?? 'a guard'}; `;
  return `${symbol} ${kind === 'duplicate' ? 'duplicate fill of' : kind}; `;
}
