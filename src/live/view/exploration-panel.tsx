import type { JSX } from 'preact';
import { groupDigits } from '../../words/index.js';
import type { LiveExploration, LiveFailure } from '../live-state.js';
import { Links } from './links.js';
import { Shown } from './shown.js';

const PHASES: Readonly<Record<string, string>> = {
  exploring: 'exploring',
  shrinking: 'making the failure small',
  'looking for the twin': 'looking for the nearest order that passes',
  ended: 'ended',
  interrupted: 'interrupted',
};

/** How an exploration is getting on, with its first failing order as soon as there is one. */
export function ExplorationPanel({
  exploration,
}: {
  readonly exploration: LiveExploration;
}): JSX.Element {
  const { phase, schedules, classes, failing, perSecond, estimate, failure } = exploration;
  const tiles: readonly (readonly [string, string])[] = [
    ['runs', groupDigits(schedules)],
    ['classes of orders', groupDigits(classes)],
    ['classes there may be', estimate === null ? '\u2013' : groupDigits(estimate)],
    ['failing runs', groupDigits(failing)],
    ['runs a second', groupDigits(perSecond)],
  ];
  return (
    <section class="block" aria-labelledby="exploration-title">
      <div class="run-head">
        <h2 id="exploration-title">Exploration</h2>
        <span class="badge quiet" data-exploration={phase}>
          {PHASES[phase] ?? phase}
        </span>
        {exploration.claim === null ? null : <span class="badge info">{exploration.claim}</span>}
        {exploration.verdict === null ? null : (
          <span class={`badge ${exploration.verdict}`}>{exploration.verdict}</span>
        )}
      </div>
      <dl class="tiles">
        {tiles.map(([name, value]) => (
          <div class="tile" key={name}>
            <dt>{name}</dt>
            <dd data-tile={name}>{value}</dd>
          </div>
        ))}
      </dl>
      {failure === null ? null : <Failure failure={failure} />}
      <Links links={exploration.links} />
    </section>
  );
}

function Failure({ failure }: { readonly failure: LiveFailure }): JSX.Element {
  const { kind, words, afterSchedules, story, storyCut, replayLine, isMinimal } = failure;
  return (
    <div class="card fail" data-failure="first">
      <div class="card-head">
        <span class="badge bad">
          <span aria-hidden="true">!</span> <Shown text={kind} />
        </span>
        <span class="dim">
          {isMinimal
            ? 'made small'
            : `as it was found, after ${groupDigits(afterSchedules)} ${afterSchedules === 1 ? 'run' : 'runs'}`}
        </span>
      </div>
      <p class="sentence">
        <Shown text={words} />
      </p>
      <p class="replay">
        <code class="command">
          <Shown text={replayLine} />
        </code>
      </p>
      <details>
        <summary>Step by step</summary>
        <ol class="happenings small">
          {story.map((step, index) => (
            // Steps may read the same: their place is what tells them apart.
            <li key={index}>
              <Shown text={step} />
            </li>
          ))}
        </ol>
        {storyCut > 0 ? (
          <p class="note cut">{groupDigits(storyCut)} more steps: see its report.</p>
        ) : null}
      </details>
    </div>
  );
}
