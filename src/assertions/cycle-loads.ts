import type { TapeEvent, TapeEventOf } from '../tape/index.js';
import type { CycleFacts } from './duplicate-kind.js';

interface RunnerLoads {
  cycle: number;
  facts: CycleFacts | undefined;
  readSeq: number | null;
}

/**
 * When each runner's present cycle loaded its positions. A runner's cycles
 * follow one another, so one entry per runner is enough.
 */
export class CycleLoads {
  readonly #byRunner = new Map<string, RunnerLoads>();

  /** The first read of a cycle is its load: where it took effect counts, not where it was answered. */
  read({ runner, cycle, seq, phase, operation }: TapeEventOf<'call'>): void {
    if (phase !== 'effect' || operation !== 'db.read') return;
    if (runner === null || cycle === null) return;
    const loads = this.#of(runner, cycle);
    loads.readSeq ??= seq;
  }

  started({ runner, cycle, seq, loadFailed }: TapeEventOf<'cycle-start'>): void {
    if (runner === null || cycle === null) return;
    const loads = this.#of(runner, cycle);
    loads.facts = { loadSeq: loads.readSeq ?? seq, loadFailed };
  }

  /** The facts of the cycle that this event belongs to, where the tape shows them. */
  factsFor({ runner, cycle }: Pick<TapeEvent, 'runner' | 'cycle'>): CycleFacts | undefined {
    const loads = runner === null ? undefined : this.#byRunner.get(runner);
    return loads?.cycle === cycle ? loads.facts : undefined;
  }

  #of(runner: string, cycle: number): RunnerLoads {
    const known = this.#byRunner.get(runner);
    if (known?.cycle === cycle) return known;
    const fresh: RunnerLoads = { cycle, facts: undefined, readSeq: null };
    this.#byRunner.set(runner, fresh);
    return fresh;
  }
}
