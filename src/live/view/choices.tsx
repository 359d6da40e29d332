import type { JSX } from 'preact';
import { visibleText } from '../../words/index.js';
import type { LiveChoice } from '../live-state.js';
import type { LiveActions } from './live-actions.js';
import { Shown } from './shown.js';

/** The scenarios that can be replayed, each with the guard sets of its story. */
export function Choices({
  choices,
  actions,
}: {
  readonly choices: readonly LiveChoice[];
  readonly actions: LiveActions | null;
}): JSX.Element {
  return (
    <ul class="choices">
      {choices.map(({ path, title, guardSets }) => (
        <li class="panel" key={path}>
          <strong>
            <Shown text={title} />
          </strong>
          <span class="dim small">
            {' '}
            <Shown text={path} />
          </span>
          <div class="toolbar">
            {guardSets.map((guards) => (
              <span class="choice" key={guards}>
                <span class="small mono">
                  <Shown text={guards} />
                </span>
                <button
                  type="button"
                  disabled={actions === null}
                  aria-label={visibleText(`Replay ${title} under ${guards}`)}
                  onClick={() => actions?.choose(path, guards, false)}
                >
                  Replay
                </button>
                <button
                  type="button"
                  disabled={actions === null}
                  aria-label={visibleText(`Replay and explore ${title} under ${guards}`)}
                  onClick={() => actions?.choose(path, guards, true)}
                >
                  and explore
                </button>
              </span>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
