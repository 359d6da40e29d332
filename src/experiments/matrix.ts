import type { GuardName } from '../domain/index.js';
import { GUARD_SETS } from '../guards/index.js';
import type { Scenario } from '../scenario/index.js';
import { type ExplorationCoverage, type MatrixReading, readMatrix } from '../verdict/index.js';
import type { ExploreRequest, ExploreResult } from './explore-contract.js';

/** The six of `all`: thirty-two subsets; `lease` and `outbox` would make a hundred and twenty-eight. */
const ALL: readonly GuardName[] = GUARD_SETS.all!;

/** The guards that the matrix varies; `memory-position` is always in. */
export const MATRIX_GUARDS: readonly GuardName[] = ALL.filter((name) => name !== 'memory-position');

export interface MatrixCell {
  readonly guards: readonly GuardName[];
  readonly verdict: ExploreResult['verdict'];
  readonly coverage: ExplorationCoverage;
  /** Replays a failing order; null where none was found. */
  readonly token: string | null;
  /** Kind of the counterexample; null where none was found. */
  readonly kind: string | null;
  /** The faults that were chosen for it. */
  readonly faults: readonly string[];
  /** What a budget cut in this cell: a token may then not be the smallest. */
  readonly cut: ExploreResult['cut'];
}

export interface MatrixResult {
  readonly scenario: Scenario;
  readonly cells: readonly MatrixCell[];
  readonly reading: MatrixReading;
}

/** The 32 guard sets, from `memory-position` alone to all six, in binary order. */
export function matrixSets(): readonly (readonly GuardName[])[] {
  return Array.from({ length: 1 << MATRIX_GUARDS.length }, (_, bits) =>
    ALL.filter(
      (name) => name === 'memory-position' || (bits >> MATRIX_GUARDS.indexOf(name)) % 2 === 1,
    ),
  );
}

export type MatrixRequest = Omit<ExploreRequest, 'guards' | 'guardSet' | 'onProgress'> & {
  readonly onCell?: (cell: MatrixCell, done: number, of: number) => void;
};

/**
 * Explores every subset of the five guards: a certificate, a bound or a token
 * in each cell. `exploreCell` explores one guard set (here or in a worker);
 * cells are reported in the order in which they are done and returned in order.
 */
export async function exploreMatrix(
  request: MatrixRequest,
  exploreCell: (request: ExploreRequest) => Promise<ExploreResult>,
): Promise<MatrixResult> {
  const sets = matrixSets();
  let done = 0;
  const cells = await Promise.all(
    sets.map(async (guards) => {
      const { verdict, coverage, counterexample, cut } = await exploreCell({
        ...request,
        guards,
        guardSet: guards.join(','),
      });
      const cell: MatrixCell = {
        guards,
        verdict,
        coverage,
        token: counterexample?.token ?? null,
        kind: counterexample?.kind ?? null,
        faults: counterexample?.faults ?? [],
        cut,
      };
      request.onCell?.(cell, ++done, sets.length);
      return cell;
    }),
  );
  return { scenario: request.scenario, cells, reading: readMatrix(cells, MATRIX_GUARDS) };
}
