import type { FoundResult, FoundResults } from '../../words/index.js';
import { counted, STANDING_WORDS, safeHref } from '../../words/index.js';
import { Sign } from './sign.js';

/** Results of one scenario under one guard set, in the order of the folders that they lie in. */
interface TrendRow {
  readonly scenario: string;
  readonly guards: string;
  readonly kind: FoundResult['kind'];
  readonly results: readonly FoundResult[];
}

const RESULTS_MAX = 40;
const ROWS_MAX = 200;

/**
 * How each scenario fared in the folders beside each other: a sign and a number for each
 * result, a frame around what was not as expected. Shown where something was run more than once.
 */
export function Trend({ found }: { readonly found: FoundResults }) {
  const rows = trendRows(found.results);
  const kept = rows.slice(0, ROWS_MAX);
  return (
    <section class="block" aria-labelledby="trend-title" id="trend">
      <h2 id="trend-title">How they fared, folder by folder</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section class="scroll" tabIndex={0} aria-label="Results by folder">
        <table>
          <caption>
            {counted(found.results.length, 'result')} in this folder, each scenario and guard set in
            the order of the folders' names. The number is that of the duplicates; a frame: not as
            expected.
          </caption>
          <thead>
            <tr>
              <th scope="col">Scenario</th>
              <th scope="col">Guards</th>
              <th scope="col">What</th>
              <th scope="col">Results</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {kept.map((row) => (
              <tr
                key={`${row.scenario} ${row.guards} ${row.kind}`}
                class={isBad(row) ? 'bad' : undefined}
              >
                <th scope="row">{row.scenario}</th>
                <td>{row.guards === '' ? 'none' : row.guards}</td>
                <td>{row.kind === 'replay' ? 'replay' : 'exploration'}</td>
                <td>
                  <Results results={row.results} />
                </td>
                <td>{sinceWords(row.results)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {found.isCut || found.skippedCount > 0 || kept.length < rows.length ? (
        <p class="note cut">
          <strong>Shortened.</strong>{' '}
          {[
            kept.length < rows.length
              ? `${rows.length - kept.length} more rows are not shown`
              : null,
            found.skippedCount > 0
              ? `${counted(found.skippedCount, 'file')} could not be read as a result`
              : null,
            found.isCut ? 'the folder holds more than was looked at' : null,
          ]
            .filter((words) => words !== null)
            .join('; ')}
          .
        </p>
      ) : null}
    </section>
  );
}

function Results({ results }: { readonly results: readonly FoundResult[] }) {
  const kept = results.slice(-RESULTS_MAX);
  return (
    <ol class="trend">
      {kept.length < results.length ? (
        <li class="dim small">{results.length - kept.length} before</li>
      ) : null}
      {kept.map((result) => (
        <li key={result.place}>
          <a
            class={`trend-cell ${result.verdict}${result.standing === 'missed' ? ' unexpected' : ''}`}
            href={safeHref(`${result.place === '' ? '.' : result.place}/${result.kind}.json`)}
            title={titleOf(result)}
          >
            <Sign verdict={result.verdict} />
            <span class="visually-hidden">{titleOf(result)}</span>
            {result.duplicates === null ? null : (
              <span aria-hidden="true">{result.duplicates}</span>
            )}
          </a>
        </li>
      ))}
    </ol>
  );
}

function titleOf({ place, verdict, standing, duplicates }: FoundResult): string {
  const doubled = duplicates === null ? '' : `, ${counted(duplicates, 'duplicate')}`;
  return `${place === '' ? 'this folder' : place}: ${verdict}${doubled}${standing === 'met' ? '' : `, ${STANDING_WORDS[standing]}`}`;
}

/** The latest of equal results that stand together at the end, and how it was before. */
function sinceWords(results: readonly FoundResult[]): string {
  const last = results.at(-1)!;
  const other = results.findLastIndex(
    ({ verdict, duplicates }) => verdict !== last.verdict || duplicates !== last.duplicates,
  );
  if (results.length === 1) return 'one result';
  if (other === -1) return 'always the same';
  return `${last.verdict} since ${results[other + 1]!.place}, ${results[other]!.verdict} before`;
}

function isBad({ results }: TrendRow): boolean {
  return results.at(-1)?.standing === 'missed';
}

/** Is there anything to compare? */
export function hasTrend({ results }: FoundResults): boolean {
  return trendRows(results).some((row) => row.results.length > 1);
}

/** What is not as expected now first, then what changed, then the rest; each by name. */
function trendRows(results: readonly FoundResult[]): readonly TrendRow[] {
  const groups = new Map<string, FoundResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.scenario, result.guards, result.kind]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(result);
  }
  const rows = [...groups.values()].map((group): TrendRow => {
    const { scenario, guards, kind } = group[0]!;
    return { scenario, guards, kind, results: group };
  });
  const rank = (row: TrendRow): number => (isBad(row) ? 0 : row.results.length > 1 ? 1 : 2);
  // Determinism: the sort is stable; ties stay in the order in which folders were found, by name.
  return rows.sort((a, b) => rank(a) - rank(b));
}
