import type { JSX } from 'preact';
import { formatTime } from '../../words/index.js';
import type { LiveMoment, LivePhase } from '../live-state.js';
import type { LiveActions } from './live-actions.js';

const SPEEDS: readonly number[] = [0.01, 0.1, 1, 10, 100, 1_000];

const PHASES: Readonly<Record<LivePhase, string>> = {
  idle: 'nothing chosen',
  preparing: 'the engine is at work',
  playing: 'playing',
  paused: 'paused',
  ended: 'at the end',
};

/** Pause, step and speed of virtual time: they move the cursor, not what happened. */
export function Controls({
  moment,
  actions,
}: {
  readonly moment: LiveMoment;
  readonly actions: LiveActions | null;
}): JSX.Element {
  const { phase, speed, atUs, seq, clock } = moment;
  const isOff = actions === null || phase === 'idle' || phase === 'preparing';
  const isPlaying = phase === 'playing';
  // A speed of the command line may be none of ours.
  const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
  return (
    <fieldset class="toolbar panel">
      <legend class="visually-hidden">Virtual time</legend>
      <button
        type="button"
        disabled={isOff || phase === 'ended'}
        onClick={() => actions?.control(isPlaying ? 'pause' : 'play')}
      >
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <button
        type="button"
        disabled={isOff || phase === 'ended'}
        onClick={() => actions?.control('step')}
      >
        Step
      </button>
      <button type="button" disabled={isOff} onClick={() => actions?.control('restart')}>
        Restart
      </button>
      <label>
        Speed{' '}
        <select
          disabled={isOff}
          value={String(speed)}
          onChange={(event) => actions?.speed(Number(event.currentTarget.value))}
        >
          {speeds.map((each) => (
            <option key={each} value={String(each)} selected={each === speed}>
              {`${each}\u00d7`}
            </option>
          ))}
        </select>
      </label>
      <span class="clock mono">{phase === 'idle' ? '' : formatTime(atUs)}</span>
      <span class="dim small">
        {clock === '' ? '' : `${clock.replace('T', ' ')}, event ${seq < 0 ? '\u2013' : seq}`}
      </span>
      <span class="dim small" data-phase={phase}>
        {PHASES[phase]}
      </span>
    </fieldset>
  );
}
