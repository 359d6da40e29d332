import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { World } from '../history/index.js';
import { type Divergence, firstDivergence, worldTeller } from '../history/index.js';
import type { PageRun } from '../pages/index.js';
import type { Scene, SceneRun } from '../timeline/index.js';
import {
  buildScene,
  type Filter,
  filterOf,
  isFiltering,
  layOut,
  NO_FILTER,
  revealing,
  type SceneLayout,
  type View,
  wholeView,
} from '../timeline/index.js';

/** A run with what is asked of it again and again. */
export interface PlayedRun extends PageRun {
  readonly isDuplicate: (event: { readonly seq: number }) => boolean;
  readonly worldAt: (index: number) => World;
}

/** Everything that the reader can change, and what follows from it: one owner, read by every part of the player. */
export interface PlayerState {
  readonly runs: readonly PlayedRun[];
  readonly runIndex: Signal<number>;
  /** The run that is drawn beneath it; -1: none. */
  readonly otherIndex: Signal<number>;
  /** Index of the event that the cursor stands on. */
  readonly step: Signal<number>;
  /** Virtual time that is looked at; null: all of it. */
  readonly span: Signal<{ readonly fromUs: number; readonly toUs: number } | null>;
  readonly filter: Signal<Filter>;
  readonly run: ReadonlySignal<PlayedRun>;
  readonly other: ReadonlySignal<PlayedRun | null>;
  readonly divergence: ReadonlySignal<Divergence | null>;
  readonly scene: ReadonlySignal<Scene>;
  readonly layout: ReadonlySignal<SceneLayout>;
  readonly view: ReadonlySignal<View>;
  readonly cursorUs: ReadonlySignal<number>;
}

export function createPlayerState(
  pageRuns: readonly PageRun[],
  begin: { readonly runIndex: number; readonly otherIndex: number },
): PlayerState {
  const runs = pageRuns.map((run): PlayedRun => {
    const seqs = new Set(run.duplicateSeqs);
    const worldAt = worldTeller(run.header, run.events);
    return { ...run, isDuplicate: ({ seq }) => seqs.has(seq), worldAt };
  });
  const runIndex = signal(begin.runIndex);
  const otherIndex = signal(begin.otherIndex);
  const step = signal(0);
  const span = signal<{ fromUs: number; toUs: number } | null>(null);
  const filter = signal(NO_FILTER);
  const run = computed(() => runs[runIndex.value]!);
  const other = computed(() => runs[otherIndex.value] ?? null);
  const divergence = computed(() =>
    other.value === null ? null : firstDivergence(run.value.events, other.value.events),
  );
  const scene = computed(() => {
    const drawn = other.value === null ? [run.value] : [run.value, other.value];
    const partingUs = divergence.value?.one?.atUs;
    return buildScene(
      drawn.map((each) => sceneRunOf(each, filter.value)),
      partingUs === undefined ? {} : { partingUs },
    );
  });
  const layout = computed(() => layOut(scene.value));
  const view = computed((): View => {
    const { warp } = scene.value;
    if (span.value === null) return wholeView(warp.endU);
    return { fromU: warp.u(span.value.fromUs), toU: warp.u(span.value.toUs) };
  });
  const cursorUs = computed(() => run.value.events[step.value]?.atUs ?? 0);
  return {
    runs,
    runIndex,
    otherIndex,
    step,
    span,
    filter,
    run,
    other,
    divergence,
    scene,
    layout,
    view,
    cursorUs,
  };
}

function sceneRunOf(run: PlayedRun, filter: Filter): SceneRun {
  const { events, isDuplicate } = run;
  const isShown = isFiltering(filter) ? filterOf(filter, events) : null;
  return {
    events:
      isShown === null
        ? events
        : events.filter((event) => isShown(event) || (event.kind === 'fill' && isDuplicate(event))),
    isWhole: events.length === run.eventsCount,
    isDuplicate,
  };
}

/** Looks at a part of the paper. */
export function lookAt(state: PlayerState, view: View): void {
  const { warp } = state.scene.value;
  const whole = wholeView(warp.endU);
  const isWhole = view.fromU <= whole.fromU && view.toU >= whole.toU;
  state.span.value = isWhole ? null : { fromUs: warp.us(view.fromU), toUs: warp.us(view.toU) };
}

/** Puts the cursor on an event, and moves the view so far that it can be seen. */
export function goTo(state: PlayerState, index: number): void {
  const last = state.run.value.events.length - 1;
  state.step.value = Math.min(Math.max(0, index), last);
  const { warp } = state.scene.value;
  lookAt(state, revealing(state.view.value, { u: warp.u(state.cursorUs.value), endU: warp.endU }));
}

/** The index of the event with a `seq`, kept within what the page holds. */
export function indexOfSeq({ events }: PageRun, seq: number): number {
  return Math.min(Math.max(0, seq - (events[0]?.seq ?? 0)), events.length - 1);
}

/** The duplicate before or after the cursor, as an index; null where there is none. */
export function duplicateFrom(
  state: PlayerState,
  direction: 'next' | 'before' | 'first',
): number | null {
  const run = state.run.value;
  const from = run.events[0]?.seq ?? 0;
  const held = run.duplicateSeqs
    .map((seq) => seq - from)
    .filter((index) => index >= 0 && index < run.events.length);
  if (direction === 'first') return held[0] ?? null;
  const here = state.step.value;
  return (
    (direction === 'next'
      ? held.find((index) => index > here)
      : held.findLast((index) => index < here)) ?? null
  );
}
