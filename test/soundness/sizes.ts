/**
 * How large the soundness tests are. `npm test` runs a fixed slice of each;
 * `npm run soundness` sets one variable, read here and nowhere else, and runs
 * the same tests at full size. That command runs every test file in this folder
 * and every one elsewhere that imports this one, and prints what `counted` was told.
 *
 * A test that is sized states no time-out of its own: the runner's applies in
 * the suite, and none in the full run.
 */
export type Size = 'suite' | 'full';

export const size: Size = sizeOf(process.env.RACETAPE_SOUNDNESS);

export function sizeOf(said: string | undefined): Size {
  if (said === undefined || said === 'suite') return 'suite';
  if (said === 'full') return 'full';
  throw new Error(`RACETAPE_SOUNDNESS is ${JSON.stringify(said)}: expected "suite" or "full"`);
}

/** The value for the present size: a number of programs, a list of cases. */
export function sized<Value>(values: { readonly suite: Value; readonly full: Value }): Value {
  return values[size];
}
