import type { ComposedProgram } from '../exploration/index.js';
import type { Chooser, Comparison, Completion, Footprint, Program } from '../kernel/index.js';
import { REAL_IO, type TrapListener, type Watching, withTraps } from './ambient-traps.js';

/** Code under test reached past its ports: what it used, and where in the run. */
export interface AmbientUse {
  /** What was used, in the words of the source: `Date.now`, `file I/O`. */
  readonly probe: string;
  /** Index of the step that was being made; -1: before the first. */
  readonly step: number;
  /** The completion of that step, in words. */
  readonly label: string;
  /** `file:line:column` of the call, where the host can tell. */
  readonly where: string | null;
}

/** An outcome, with the first use of each probe in the order in which they came. */
export interface Watched<Outcome> {
  readonly outcome: Outcome;
  readonly uses: readonly AmbientUse[];
}

export interface WatchedProgram<Outcome> extends ComposedProgram<Watched<Outcome>> {
  /** The first use of each probe over all runs so far: also of runs that threw or were given up. */
  readonly uses: readonly AmbientUse[];
  /** The completion of a step of the latest run, in words. */
  labelAt(step: number): string;
}

/**
 * Watches for ambient non-determinism in `program`: while it runs, what reaches
 * past its ports is trapped at the call and becomes part of the outcome (and
 * of its name), never an exception. Timers that were set are cancelled when the
 * run has ended; all else goes through to the host.
 *
 * What no trap can see (state that leaks from run to run, iteration order that
 * hangs on it) is for `SelfCheck`; `checkAmbient` does both.
 *
 * Whatever a program opens once (a database) is to be open before its first
 * watched run: opening is real I/O, and is told as such.
 *
 * Errors: what `runOnce` throws is thrown on; `uses` still tells what was seen.
 * Example: `await explore(watchAmbient(program), strategy)`.
 */
export function watchAmbient<Outcome>(
  program: ComposedProgram<Outcome>,
  watching: Watching = 'everything',
): WatchedProgram<Outcome> {
  return watchInto(program, watching, new Map());
}

/** @param found first use by probe; the components of a program share it */
function watchInto<Outcome>(
  program: ComposedProgram<Outcome>,
  watching: Watching,
  found: Map<string, AmbientUse>,
): WatchedProgram<Outcome> {
  let run = new AmbientRun(program);
  const ended = (): readonly AmbientUse[] => {
    const uses = run.end();
    for (const use of uses) if (!found.has(use.probe)) found.set(use.probe, use);
    return uses;
  };
  const { components, locks, symmetry } = program;
  return {
    accesses: program.accesses,
    ...(locks === undefined ? {} : { locks }),
    ...(symmetry === undefined ? {} : { symmetry }),
    ...(components === undefined
      ? {}
      : {
          components: () =>
            components.call(program).map((part) => watchInto(part, watching, found)),
        }),
    get uses() {
      return [...found.values()];
    },
    labelOf: (key) => program.labelOf(key),
    labelAt: (step) => run.labelAt(step),
    nameOf({ outcome, uses }) {
      const name = program.nameOf(outcome);
      if (uses.length === 0) return name;
      // Without steps: one outcome, whichever order it was met in.
      return `${name}; reaches past its ports: ${uses.map(({ probe }) => probe).join(', ')}`;
    },
    runOnce(chooser) {
      run = new AmbientRun(program);
      const watched = new WatchingChooser(chooser, run);
      let result: Promise<Outcome> | Outcome;
      try {
        result = withTraps(run, watching, () => program.runOnce(watched));
      } catch (error) {
        ended();
        throw error;
      }
      if (!(result instanceof Promise)) return { outcome: result, uses: ended() };
      return result.then(
        (outcome) => ({ outcome, uses: ended() }),
        (error: unknown) => {
          ended();
          throw error;
        },
      );
    },
  };
}

/** For people. */
export function sentenceOfUse({ probe, step, label, where }: AmbientUse): string {
  const at = step < 0 ? label : `in step ${step} (${label})`;
  return `reaches past its ports: ${probe} ${at}${where === null ? '' : `, ${where}`}`;
}

/** What was seen of one run while it was made. */
class AmbientRun implements TrapListener {
  /** Keys of the completions, step by step. */
  readonly keys: number[] = [];
  /** The chooser is at work: what it calls is not the code under test's. */
  isAside = false;
  readonly #program: Program<unknown>;
  readonly #seen = new Map<string, { probe: string; step: number; where: string | null }>();
  readonly #cancels: (() => void)[] = [];
  #microtask: { step: number; where: string | null } | null = null;
  #hasEnded = false;

  constructor(program: Program<unknown>) {
    this.#program = program;
  }

  isNew(probe: string): boolean {
    return !this.isAside && !this.#hasEnded && !this.#seen.has(probe);
  }

  used(probe: string, where: string | null): void {
    const step = this.keys.length - 1;
    this.#seen.set(probe, { probe, step, where });
    const queued = this.#microtask;
    if (REAL_IO.has(probe) && queued?.step === step) this.#race(queued.where);
  }

  /** By itself it is drained before the next step; beside real I/O, which of them is first is up to the host. */
  queuedMicrotask(where: string | null): void {
    if (this.isAside || this.#hasEnded) return;
    this.#microtask = { step: this.keys.length - 1, where };
    if ([...this.#seen.keys()].some((probe) => REAL_IO.has(probe))) this.#race(where);
  }

  keep(cancel: () => void): void {
    if (this.#hasEnded) cancel();
    else this.#cancels.push(cancel);
  }

  end(): readonly AmbientUse[] {
    this.#hasEnded = true;
    for (const cancel of this.#cancels) cancel();
    return [...this.#seen.values()].map((seen) => ({ ...seen, label: this.labelAt(seen.step) }));
  }

  labelAt(step: number): string {
    const key = this.keys[step];
    if (key !== undefined) return this.#program.labelOf(key);
    const last = this.keys.at(-1);
    return step < 0 || last === undefined
      ? 'before the first step'
      : `after ${this.#program.labelOf(last)}`;
  }

  #race(where: string | null): void {
    if (this.isNew(RACE)) this.used(RACE, where);
  }
}

const RACE = 'queueMicrotask beside real I/O';

/** Notes which step is being made. Has exactly the optional answers that the other one has: the kernel asks for them. */
class WatchingChooser implements Chooser {
  readonly sees: Chooser['sees'];
  readonly compare?: (comparison: Comparison, step: number) => boolean;
  readonly timeOf?: (completion: Completion, step: number) => number;
  readonly stepped?: (completion: Completion, footprint: Footprint, step: number) => void;
  readonly #inner: Chooser;
  readonly #run: AmbientRun;

  constructor(inner: Chooser, run: AmbientRun) {
    this.sees = inner.sees;
    this.#inner = inner;
    this.#run = run;
    if (inner.compare !== undefined) {
      this.compare = (comparison, step) => this.#aside(() => inner.compare!(comparison, step));
    }
    if (inner.timeOf !== undefined) {
      this.timeOf = (completion, step) => this.#aside(() => inner.timeOf!(completion, step));
    }
    if (inner.stepped !== undefined) {
      this.stepped = (completion, footprint, step) =>
        this.#aside(() => inner.stepped!(completion, footprint, step));
    }
  }

  choose(enabled: readonly Completion[], step: number): number {
    const index = this.#aside(() => this.#inner.choose(enabled, step));
    if (index >= 0) this.#run.keys[step] = enabled[index]!.key;
    return index;
  }

  #aside<T>(ask: () => T): T {
    this.#run.isAside = true;
    try {
      return ask();
    } finally {
      this.#run.isAside = false;
    }
  }
}
