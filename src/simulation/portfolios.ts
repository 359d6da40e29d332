import type { Portfolio } from '../domain/index.js';
import type { Kernel } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { ProcessPortfolio } from './process-portfolio.js';

/**
 * The portfolios of a run: one for each process. Where there are several, what
 * they have booked is put together in one more, which is what the end compares
 * with the broker's books: no process alone knows the whole account.
 */
export class Portfolios {
  /** Everything that was booked, by whichever process. */
  readonly together: ProcessPortfolio;
  readonly #byRunner: ReadonlyMap<string, Portfolio>;

  constructor(kernel: Kernel, { account, positions, system }: Scenario, spendMax: number) {
    const start = { cash: account.cash, positions, spendMax };
    this.together = new ProcessPortfolio(kernel, start);
    const names = new Set(system.runners.map((runner) => runner.process));
    const byProcess = new Map<string, Portfolio>();
    for (const name of names) {
      const share = { process: name, together: this.together };
      const own = () => new ProcessPortfolio(kernel, start, share);
      byProcess.set(name, names.size === 1 ? this.together : own());
    }
    this.#byRunner = new Map(
      system.runners.map((runner) => [runner.id, byProcess.get(runner.process)!]),
    );
  }

  of(runner: string): Portfolio {
    return this.#byRunner.get(runner)!;
  }
}
