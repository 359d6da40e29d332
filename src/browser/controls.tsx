import { KIND_GROUPS, type KindGroup, NO_FILTER, wholeView } from '../timeline/index.js';
import { counted, visibleText } from '../words/index.js';
import { Icon } from './icon.js';
import { goToDuplicate, zoom } from './keys.js';
import { lookAt, type PlayerState } from './player-state.js';

/** Which runs, which part, which events. */
export function Controls({ state }: { readonly state: PlayerState }) {
  const { runs, runIndex, otherIndex, run } = state;
  const duplicates = run.value.duplicateSeqs.length;
  return (
    <div class="controls">
      {runs.length < 2 ? null : (
        <>
          <label>
            Run A{' '}
            <select
              id="run-select"
              value={runIndex.value}
              onChange={(event) => chooseRun(state, Number(event.currentTarget.value))}
            >
              {runs.map((each, index) => (
                <option key={each.anchor} value={index}>
                  {runLabel(each)}
                </option>
              ))}
            </select>
          </label>
          <label>
            with B beneath{' '}
            <select
              id="other-select"
              value={otherIndex.value}
              onChange={(event) => {
                otherIndex.value = Number(event.currentTarget.value);
              }}
            >
              <option value={-1}>none</option>
              {runs.map((each, index) =>
                index === runIndex.value ? null : (
                  <option key={each.anchor} value={index}>
                    {runLabel(each)}
                  </option>
                ),
              )}
            </select>
          </label>
        </>
      )}
      {duplicates === 0 ? (
        <span class="dim small">no duplicate in run A</span>
      ) : (
        <span class="button-group">
          <button
            type="button"
            id="first-duplicate"
            class="strong-button"
            onClick={() => goToDuplicate(state, 'first')}
          >
            <Icon name="duplicate" /> First duplicate
          </button>
          {duplicates < 2 ? null : (
            <>
              <button
                type="button"
                aria-label="Duplicate before"
                onClick={() => goToDuplicate(state, 'before')}
              >
                {'\u2039'}
              </button>
              <button
                type="button"
                aria-label="Next duplicate"
                onClick={() => goToDuplicate(state, 'next')}
              >
                {'\u203a'}
              </button>
            </>
          )}
          <span class="dim small">{counted(duplicates, 'duplicate')}</span>
        </span>
      )}
      <span class="button-group">
        <button type="button" aria-label="Zoom out" onClick={() => zoom(state, 1 / 1.5)}>
          {'\u2212'}
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => zoom(state, 1.5)}>
          +
        </button>
        <button type="button" onClick={() => lookAt(state, wholeView(state.scene.value.warp.endU))}>
          All of it
        </button>
      </span>
      <Filters state={state} />
    </div>
  );
}

/** Another run is looked at from its first duplicate, or its beginning. */
function chooseRun(state: PlayerState, index: number): void {
  state.step.value = 0;
  if (state.otherIndex.value === index) state.otherIndex.value = state.runIndex.value;
  state.runIndex.value = index;
  state.span.value = null;
}

function runLabel({ name, verdict }: { readonly name: string; readonly verdict: string }): string {
  return visibleText(`${name.length > 60 ? `${name.slice(0, 60)}\u2026` : name} (${verdict})`);
}

/** A symbol, a task, kinds of events: what does not fit is left out of the timeline, and that is said. */
function Filters({ state }: { readonly state: PlayerState }) {
  const { filter, run } = state;
  const { task, symbol, without } = filter.value;
  const symbols = symbolsOf(run.value);
  const toggle = (group: KindGroup): void => {
    const rest = without.filter((each) => each !== group);
    filter.value = {
      ...filter.value,
      without: rest.length < without.length ? rest : [...without, group],
    };
  };
  const isOn = task !== '' || symbol !== '' || without.length > 0;
  return (
    <details class="filters" open={isOn}>
      <summary>Filter{isOn ? ' (on)' : ''}</summary>
      <div class="filter-box">
        <label>
          Symbol{' '}
          <select
            id="symbol-filter"
            value={symbol}
            onChange={(event) => {
              filter.value = { ...filter.value, symbol: event.currentTarget.value };
            }}
          >
            <option value="">all</option>
            {symbols.map((each) => (
              <option key={each} value={each}>
                {visibleText(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Task contains{' '}
          <input
            id="task-filter"
            type="search"
            value={task}
            onInput={(event) => {
              filter.value = { ...filter.value, task: event.currentTarget.value };
            }}
          />
        </label>
        <fieldset>
          <legend>Kinds</legend>
          {(Object.keys(KIND_GROUPS) as KindGroup[]).map((group) => (
            <label key={group}>
              <input
                type="checkbox"
                checked={!without.includes(group)}
                onChange={() => toggle(group)}
              />{' '}
              {group}
            </label>
          ))}
        </fieldset>
        {isOn ? (
          <button
            type="button"
            onClick={() => {
              filter.value = NO_FILTER;
            }}
          >
            Clear
          </button>
        ) : null}
        {isOn ? (
          <span class="note cut">
            Filtered: what does not fit is not drawn. Duplicates always are.
          </span>
        ) : null}
      </div>
    </details>
  );
}

const SYMBOLS_MAX = 200;
const known = new WeakMap<object, readonly string[]>();

function symbolsOf(run: { readonly events: readonly object[] }): readonly string[] {
  const before = known.get(run);
  if (before !== undefined) return before;
  const symbols = new Set<string>();
  for (const event of run.events) {
    if ('symbol' in event && typeof event.symbol === 'string') symbols.add(event.symbol);
    if (symbols.size >= SYMBOLS_MAX) break;
  }
  const sorted = [...symbols].sort();
  known.set(run, sorted);
  return sorted;
}
