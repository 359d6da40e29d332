import type { JSX } from 'preact';
import { groupDigits } from '../../words/index.js';
import type { LiveSweep } from '../live-state.js';
import { Links } from './links.js';
import { Shown } from './shown.js';

/** How a sweep is getting on, and what it came to. */
export function SweepPanel({ sweep }: { readonly sweep: LiveSweep }): JSX.Element {
  const { phase, vary, doing, done, of, critical, links } = sweep;
  return (
    <section class="block" aria-labelledby="sweep-title">
      <div class="run-head">
        <h2 id="sweep-title">Sweep</h2>
        <span class="badge quiet" data-sweep={phase}>
          {phase}
        </span>
        <code>
          <Shown text={vary.join(' ')} />
        </code>
      </div>
      {of === 0 ? null : (
        <p>
          {groupDigits(done)} of {groupDigits(of)} {doing}
        </p>
      )}
      <ul class="happenings">
        {critical.map((sentence) => (
          <li key={sentence}>
            <Shown text={sentence} />
          </li>
        ))}
      </ul>
      <Links links={links} />
    </section>
  );
}
