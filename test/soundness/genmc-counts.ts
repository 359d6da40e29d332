/**
 * Executions that GenMC expects of its own regression suite under sequential
 * consistency, by program and size (MPI-SWS/genmc at b03f01e, `tests/correct`):
 * graphs of program order, reads-from and modification order, which are the
 * classes of this engine. Runs that end in a failed assumption do not count.
 */
export const GENMC_COUNTS: Readonly<Record<string, number | Readonly<Record<number, number>>>> = {
  readers: { 2: 4, 8: 256, 13: 8_192 },
  lastzero: { 5: 64, 10: 3_328, 15: 147_456 },
  indexer: { 12: 8, 15: 4_096 },
  ainc: { 2: 2, 3: 6, 4: 24, 5: 120, 6: 720, 7: 5_040 },
  binc: { 2: 4, 3: 36, 4: 576 },
  cinc: { 2: 8, 3: 216, 4: 13_824 },
  rw: { 2: 4, 3: 36, 4: 576 },
  wainc: { 2: 6, 3: 24, 4: 120 },
  casw: { 2: 6, 3: 66, 4: 1_200, 5: 32_880 },
  wcas: { 2: 5, 3: 13, 4: 33, 5: 81, 6: 193, 7: 449, 8: 1_025, 9: 2_305 },
  casrot: { 2: 2, 3: 5, 4: 14, 5: 43, 6: 144, 7: 523, 8: 2_048, 9: 8_597 },
  wrw: { 2: 22, 3: 300, 4: 6_576 },
  CoA: { 1: 4, 2: 15, 3: 130, 4: 2_028, 5: 49_776 },
  CoRR1: 36,
  CoRR2: 72,
  IRIW: 15,
  IRIWish: 27,
  'inc+inc+RR+W+RR': 600,
  'fr+w+w+w+reads': 210,
  'viktor-relseq': 180,
  szymanski: { 1: 6 },
  peterson: 4,
  dekker_f: 3,
  eratosthenes: { 5: 398 },
  fib_bench: { 5: 218_243 },
  big0: 69_112,
  big1: 1_820_474,
};

/** With threads that are alike taken for one another, as GenMC does where it finds them alike. */
export const GENMC_SYMMETRIC_COUNTS: typeof GENMC_COUNTS = {
  'sr/ainc': { 2: 1 },
  'sr/conf-loop-small': 124,
  'sr/conf-loop': 5_520,
  'ipr/lock-nested': 6,
};

export interface PublishedCount {
  readonly title: string;
  readonly program: string;
  readonly size: number;
  readonly classes: number;
}

export function rowsOf(counts: typeof GENMC_COUNTS): PublishedCount[] {
  return Object.entries(counts).flatMap(([program, bySize]) =>
    typeof bySize === 'number'
      ? [{ title: program, program, size: 0, classes: bySize }]
      : Object.entries(bySize).map(([size, classes]) => ({
          title: `${program}(${size})`,
          program,
          size: Number(size),
          classes,
        })),
  );
}
