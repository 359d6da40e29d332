import { panned, wholeView, zoomed } from '../timeline/index.js';
import { duplicateFrom, goTo, lookAt, type PlayerState } from './player-state.js';

/** Steps that one press of a key with Shift goes. */
const MANY = 10;
const PAN_SHARE = 0.2;

/** The keys of the timeline, each one line of the table. */
const KEYS: Readonly<Record<string, (state: PlayerState) => void>> = {
  ArrowRight: (state) => goTo(state, state.step.value + 1),
  ArrowLeft: (state) => goTo(state, state.step.value - 1),
  'Shift+ArrowRight': (state) => goTo(state, state.step.value + MANY),
  'Shift+ArrowLeft': (state) => goTo(state, state.step.value - MANY),
  Home: (state) => goTo(state, 0),
  End: (state) => goTo(state, state.run.value.events.length - 1),
  d: (state) => goToDuplicate(state, 'next'),
  'Shift+D': (state) => goToDuplicate(state, 'before'),
  '+': (state) => zoom(state, 1.5),
  '=': (state) => zoom(state, 1.5),
  '-': (state) => zoom(state, 1 / 1.5),
  '0': (state) => lookAt(state, wholeView(state.scene.value.warp.endU)),
  '[': (state) => pan(state, -PAN_SHARE),
  ']': (state) => pan(state, PAN_SHARE),
};

export function onKey(event: KeyboardEvent, state: PlayerState): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isNamed = event.shiftKey && /^(Arrow|D$)/.test(event.key);
  const act = KEYS[isNamed ? `Shift+${event.key}` : event.key];
  if (act === undefined) return;
  event.preventDefault();
  act(state);
}

export function goToDuplicate(state: PlayerState, direction: 'next' | 'before' | 'first'): void {
  const index = duplicateFrom(state, direction);
  if (index !== null) goTo(state, index);
}

/** Around the cursor where it can be seen, else around the middle. */
export function zoom(state: PlayerState, factor: number): void {
  const view = state.view.value;
  const { warp } = state.scene.value;
  const cursorU = warp.u(state.cursorUs.value);
  const isSeen = cursorU >= view.fromU && cursorU <= view.toU;
  const aroundU = isSeen ? cursorU : (view.fromU + view.toU) / 2;
  lookAt(state, zoomed(view, { factor, aroundU, endU: warp.endU }));
}

function pan(state: PlayerState, share: number): void {
  const view = state.view.value;
  const byU = (view.toU - view.fromU) * share;
  lookAt(state, panned(view, { byU, endU: state.scene.value.warp.endU }));
}
