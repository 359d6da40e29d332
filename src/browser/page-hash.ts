import { effect } from '@preact/signals';
import { KIND_GROUPS, type KindGroup } from '../timeline/index.js';
import { indexOfSeq, type PlayerState } from './player-state.js';

/**
 * What is looked at as the part of the address after `#`, so that a link to a page is a
 * link to a moment: `#run=none&with=three-layer&at=57&from=0&to=80000&symbol=APP`. Links
 * to a section (`#run-1`) hold no `=` and are left to the browser.
 */
export function bindHash(state: PlayerState): void {
  readHash(state);
  addEventListener('hashchange', () => readHash(state));
  let written = '';
  effect(() => {
    const next = hashOf(state);
    if (next === written) return;
    const isFirst = written === '';
    written = next;
    // A page that was only opened keeps the address that it was opened by.
    if (!isFirst) history.replaceState(null, '', `#${next}`);
  });
}

function hashOf(state: PlayerState): string {
  const { task, symbol, without } = state.filter.value;
  const words = new URLSearchParams({ run: state.run.value.name });
  if (state.other.value !== null) words.set('with', state.other.value.name);
  words.set('at', String(state.run.value.events[state.step.value]?.seq ?? 0));
  if (state.span.value !== null) {
    words.set('from', String(Math.round(state.span.value.fromUs)));
    words.set('to', String(Math.round(state.span.value.toUs)));
  }
  if (task !== '') words.set('task', task);
  if (symbol !== '') words.set('symbol', symbol);
  if (without.length > 0) words.set('without', without.join('.'));
  return words.toString();
}

/** Takes over what the address says; what it does not say, or says wrongly, stays. */
function readHash(state: PlayerState): void {
  if (!location.hash.includes('=')) return;
  const words = new URLSearchParams(location.hash.slice(1));
  const named = (key: string): number =>
    state.runs.findIndex(({ name }) => name === words.get(key));
  if (named('run') >= 0) state.runIndex.value = named('run');
  state.otherIndex.value = named('with');
  const groups = (words.get('without') ?? '').split('.').filter(isGroup);
  state.filter.value = {
    task: words.get('task') ?? '',
    symbol: words.get('symbol') ?? '',
    without: groups,
  };
  const from = whole(words.get('from'));
  const to = whole(words.get('to'));
  state.span.value = from !== null && to !== null && to > from ? { fromUs: from, toUs: to } : null;
  const at = whole(words.get('at'));
  if (at !== null) state.step.value = indexOfSeq(state.run.value, at);
}

function whole(text: string | null): number | null {
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function isGroup(word: string): word is KindGroup {
  return Object.hasOwn(KIND_GROUPS, word);
}
