import type { JSX } from 'preact';
import { formatTime, groupDigits } from '../../words/index.js';
import type { LiveState } from '../live-state.js';
import { Shown } from './shown.js';

/** Duplicates that the cursor has passed, and what happened last. */
export function Happenings({ state }: { readonly state: LiveState }): JSX.Element | null {
  const { account, duplicates, recent } = state;
  if (account === null) return null;
  const cut = account.duplicatesCount - duplicates.length;
  return (
    <div class="pair spaced">
      <section class="panel" aria-labelledby="duplicates-title">
        <h2 id="duplicates-title">Duplicates so far: {groupDigits(account.duplicatesCount)}</h2>
        {duplicates.length === 0 ? <p class="dim small">None up to here.</p> : null}
        <ul class="happenings plain small">
          {duplicates.map(({ seq, atUs, symbol, kind, message }) => (
            <li key={seq}>
              <span class="badge bad">
                <span aria-hidden="true">!</span> <Shown text={kind} />
              </span>{' '}
              <strong>
                <Shown text={symbol} />
              </strong>{' '}
              at {formatTime(atUs)}: <Shown text={message} />
            </li>
          ))}
        </ul>
        {cut > 0 ? <p class="note cut">{groupDigits(cut)} more are not listed.</p> : null}
      </section>
      <section class="panel" aria-labelledby="recent-title">
        <h2 id="recent-title">What happened last</h2>
        <ul class="happenings plain small">
          {recent.map(({ seq, atUs, words }) => (
            <li key={seq}>
              <span class="mono dim">{formatTime(atUs)}</span> <Shown text={words} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
