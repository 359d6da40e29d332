import type { Expectation, TapeHeader } from '../tape/index.js';
import type { Judgement } from './judgement.js';

/**
 * The expectation that speaks of this run's guards, compared as sets; where
 * several do, the one of the same name, else the first. Null where none does.
 */
export function expectationFor<Each extends Pick<Expectation, 'guards' | 'guardSet'>>(
  run: Pick<TapeHeader, 'guards' | 'guardSet'> & {
    readonly scenario: { readonly expect: readonly Each[] };
  },
): Each | null {
  const fitting = run.scenario.expect.filter((each) => equalSets(each.guards, run.guards));
  return fitting.find(({ guardSet }) => guardSet === run.guardSet) ?? fitting[0] ?? null;
}

/**
 * Is this what the scenario expects of this guard set? With an expectation: the
 * same verdict, as many duplicates where it counts them, and no departure from
 * the record (`matchesRecord` is false only where the record applies). Without
 * one a pass counts as success, a failure as none: see `expectationStanding`.
 */
export function isExpected(
  header: TapeHeader,
  judgement: Pick<Judgement, 'verdict' | 'duplicates' | 'matchesRecord'>,
): boolean {
  const expectation = expectationFor(header);
  if (expectation === null) return judgement.verdict === 'pass';
  const duplicates = judgement.duplicates.reduce((sum, { count }) => sum + count, 0);
  return (
    judgement.verdict === expectation.verdict &&
    (expectation.duplicates === null || expectation.duplicates === duplicates) &&
    judgement.matchesRecord !== false
  );
}

/** Did a run come out as the scenario expects, otherwise, or does the scenario say nothing of its guards? */
export type ExpectationStanding = 'met' | 'missed' | 'none';

export function expectationStanding({
  header,
  judgement,
}: {
  readonly header: TapeHeader;
  readonly judgement: Pick<Judgement, 'expected'>;
}): ExpectationStanding {
  if (expectationFor(header) === null) return 'none';
  return judgement.expected ? 'met' : 'missed';
}

function equalSets(some: readonly string[], others: readonly string[]): boolean {
  const a = new Set(some);
  const b = new Set(others);
  return a.size === b.size && [...a].every((each) => b.has(each));
}
