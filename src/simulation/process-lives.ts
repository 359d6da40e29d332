import type { Fault } from '../domain/index.js';
import type { Kernel, NameTable, Streams } from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import { ProcessLife } from './process-life.js';

/** Can a process die in a run with these faults? Only then do its steps read whether it lives. */
export function isMortal({ faults }: Scenario, chance: 'drawn' | 'searched'): boolean {
  return faults.some((fault) => fault.kind === 'crash' && canStrike(fault, chance));
}

/** How often processes can die in one run: each fault strikes once. */
export function crashesMax({ faults }: Scenario): number {
  return faults.filter(({ kind }) => kind === 'crash').length;
}

function canStrike({ when }: Fault, chance: 'drawn' | 'searched'): boolean {
  return when === 'always' || (typeof when === 'number' && chance === 'drawn');
}

/** The processes of one run, where they can die. */
export class ProcessLives {
  readonly #byRunner: ReadonlyMap<string, ProcessLife>;

  constructor(
    kernel: Kernel,
    { system }: Scenario,
    setting: { names: NameTable; streams: Streams },
  ) {
    const names = new Set(system.runners.map((runner) => runner.process));
    const lives = new Map([...names].map((name) => [name, new ProcessLife(kernel, name, setting)]));
    this.#byRunner = new Map(
      system.runners.map((runner) => [runner.id, lives.get(runner.process)!]),
    );
  }

  of(runner: string): ProcessLife {
    return this.#byRunner.get(runner)!;
  }
}
