import { TestRunner } from 'vitest';

/** What a test ran: which seeds, and how much of what. Its duration is measured by the runner. */
export interface Counted {
  /** In words: `1–1,000`, `none`. */
  readonly seeds?: string;
  /** For instance `{ programs: 1000, classes: 52311, redundant: 0 }`. */
  readonly counts: Readonly<Record<string, number>>;
}

declare module 'vitest' {
  interface TaskMeta {
    /** Rows for the table of `npm run soundness`, by name. */
    counted?: Record<string, Counted>;
  }
}

/**
 * Adds a row to the table of `npm run soundness`, from inside a test. The rows
 * travel with the test's result, so that tests in several processes share no file.
 * A later call of the same name in the same test replaces the earlier.
 */
export function counted(name: string, what: Counted): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error(`counted(${JSON.stringify(name)}) outside of a test`);
  test.meta.counted = { ...test.meta.counted, [name]: what };
}
