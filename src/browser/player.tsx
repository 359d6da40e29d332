import { eventWords, SHAPES, type ShapeName } from '../timeline/index.js';
import { formatTime, groupDigits, visibleText } from '../words/index.js';
import { Charts } from './charts.js';
import { Controls } from './controls.js';
import { Downloads } from './downloads.js';
import { Icon } from './icon.js';
import { Moment } from './moment-panel.js';
import type { PlayerState } from './player-state.js';
import { Timeline } from './timeline.js';

/** The moving part of a page: timeline, scrubber, state, charts, all on one time. */
export function Player({ state }: { readonly state: PlayerState }) {
  const { run, divergence } = state;
  return (
    <>
      <h2 id="player-title">Step through it</h2>
      <Controls state={state} />
      <div class="player-frame">
        <Timeline state={state} />
        <Legend state={state} />
        <Moment state={state} />
        {divergence.value === null ? null : <Parting state={state} />}
        <Charts state={state} />
      </div>
      <Downloads run={run.value} />
    </>
  );
}

const LEGEND: readonly ShapeName[] = ['bought', 'duplicate', 'blocked', 'trade', 'position'];

function Legend({ state }: { readonly state: PlayerState }) {
  const { scene, other } = state;
  const cut = scene.value.omissions;
  return (
    <p class="dim small legend-line">
      {LEGEND.map((name) => (
        <span key={name} class="nowrap">
          <Icon name={name} /> {SHAPES[name].words}
        </span>
      ))}
      . A line across a bar: the call takes effect.
      {other.value === null ? '' : ' A is filled, B beneath it drawn in dashed outline.'} Click it,
      then wheel to zoom and drag to move; keys: <kbd>Left</kbd> <kbd>Right</kbd> one event,{' '}
      <kbd>D</kbd> next duplicate, <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> zoom.
      {cut.length === 0 ? null : <strong> Shortened: {cut.join('; ')}.</strong>}
    </p>
  );
}

/** Where the two runs stop doing the same. */
function Parting({ state }: { readonly state: PlayerState }) {
  const parting = state.divergence.value!;
  const words = (event: typeof parting.one): string =>
    event === null
      ? 'is over'
      : visibleText(`${formatTime(event.atUs)}, ${event.task ?? 'outside'}: ${eventWords(event)}`);
  return (
    <p class="note">
      A and B do the same in their first {groupDigits(parting.common)} events. Then A:{' '}
      {words(parting.one)}. B: {words(parting.other)}.
    </p>
  );
}
