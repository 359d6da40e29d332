import { safeHref } from '../../words/index.js';
import { Sign } from './sign.js';

/** Something that did not go as expected, with a line that shows it again. */
export interface Failure {
  readonly title: string;
  readonly guards: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly words: string;
  readonly line: string;
  readonly pagePath: string;
}

const FAILURES_MAX = 20;

/** What went wrong, before anything else: the first of them large, each with what to paste. */
export function FailedFirst({ failures }: { readonly failures: readonly Failure[] }) {
  const kept = failures.slice(0, FAILURES_MAX);
  return (
    <section class="block" aria-labelledby="failed-title">
      <h2 id="failed-title">Not as expected</h2>
      <ol class="cards">
        {kept.map(({ title, guards, verdict, words, line, pagePath }) => (
          <li key={`${pagePath} ${guards} ${line}`} class={`card ${verdict}`}>
            <div class="card-head">
              <span class={`badge ${verdict}`}>
                <Sign verdict={verdict} /> {verdict}
              </span>
              <span class="set">
                <a href={safeHref(pagePath)}>
                  <bdi>{title}</bdi>
                </a>
              </span>
              <span>
                guards: <bdi>{guards}</bdi>
              </span>
            </div>
            <p class="sentence">
              <bdi>{words}</bdi>
            </p>
            <p class="replay">
              <span class="dim small">See it again</span> <code class="command">{line}</code>
            </p>
          </li>
        ))}
      </ol>
      {kept.length < failures.length ? (
        <p class="note cut">
          <strong>Shortened.</strong> {failures.length - kept.length} more stand in the tables
          below.
        </p>
      ) : null}
    </section>
  );
}
