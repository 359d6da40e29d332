import type { JSX } from 'preact';
import { STANDING_WORDS } from '../../words/index.js';
import type { LiveScene, LiveState } from '../live-state.js';
import { Choices } from './choices.js';
import { Controls } from './controls.js';
import { ExplorationPanel } from './exploration-panel.js';
import { Happenings } from './happenings.js';
import { Links } from './links.js';
import type { LiveActions } from './live-actions.js';
import { Overview } from './overview.js';
import { Shown } from './shown.js';
import { SweepPanel } from './sweep-panel.js';

/** How the page stands to its server. */
export type Connection = 'still' | 'live' | 'lost' | 'ended';

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  still: 'as it stood when the page was loaded',
  live: 'live',
  lost: 'connection lost, trying again',
  ended: 'the server has ended; the results are saved',
};

/** The whole of the live page, as a function of what is known. `actions` null: without scripts, it only reads. */
export function LiveView({
  state,
  connection,
  actions,
}: {
  readonly state: LiveState;
  readonly connection: Connection;
  readonly actions: LiveActions | null;
}): JSX.Element {
  const { scene, exploration, choices } = state;
  return (
    <>
      <header>
        <div class="eyebrow">
          <span>
            <span class="brand">racetape</span> live
          </span>
          <span role="status" data-connection={connection}>
            {CONNECTIONS[connection]}
          </span>
        </div>
        <h1>{scene === null ? 'Choose what to replay' : <Shown text={scene.title} />}</h1>
        {scene === null ? null : <SceneWords scene={scene} />}
      </header>
      <main>
        {scene === null ? null : <Controls moment={state.moment} actions={actions} />}
        <p class="visually-hidden" role="status">
          <Shown text={announcement(state)} />
        </p>
        {exploration?.failure == null ? null : <ExplorationPanel exploration={exploration} />}
        <section class="block" aria-label="Overview">
          <Overview state={state} />
          <Happenings state={state} />
        </section>
        {exploration === null || exploration.failure !== null ? null : (
          <ExplorationPanel exploration={exploration} />
        )}
        {state.sweep === null ? null : <SweepPanel sweep={state.sweep} />}
        {scene === null ? null : <Links links={scene.links} />}
        <section class="block" aria-labelledby="choices-title">
          <h2 id="choices-title">{scene === null ? 'Scenarios' : 'Another one'}</h2>
          <Choices choices={choices} actions={actions} />
        </section>
      </main>
      <footer>
        <p>
          The engine has long been done with a replay: what moves is a cursor over its tape. Equity
          is cash plus quantity times market price, by the books of the process. The same at{' '}
          <a href="/api/pnl">/api/pnl</a>, <a href="/api/positions">/api/positions</a>,{' '}
          <a href="/api/status">/api/status</a>, <a href="/api/trades">/api/trades</a> and{' '}
          <a href="/api/risk/status">/api/risk/status</a>.
        </p>
      </footer>
    </>
  );
}

function SceneWords({ scene }: { readonly scene: LiveScene }): JSX.Element {
  const { path, guardSet, seed, verdict, verdictWords, standing, replayLine } = scene;
  return (
    <>
      <ul class="meta">
        <li>
          <code>
            <Shown text={path} />
          </code>
        </li>
        <li>
          guards <Shown text={guardSet} />
        </li>
        <li>seed {seed}</li>
      </ul>
      {verdict === null ? null : (
        <div class={`card ${verdict}`}>
          <div class="card-head">
            <span class="set">The whole run</span>
            <span class={`badge ${verdict}`}>{verdict}</span>
            <span class="badge quiet">{STANDING_WORDS[standing]}</span>
          </div>
          <p class="sentence">
            <Shown text={verdictWords} />
          </p>
          <p class="replay">
            <code class="command">
              <Shown text={replayLine} />
            </code>
          </p>
        </div>
      )}
    </>
  );
}

/** Only what nobody should miss is spoken: not every frame. */
function announcement({ account, exploration }: LiveState): string {
  const found =
    exploration?.failure == null ? '' : `First failing order: ${exploration.failure.words}`;
  const count = account?.duplicatesCount ?? 0;
  return `${count === 0 ? '' : `${count} duplicates so far. `}${found}`;
}
