import type { StepFact } from '../domain/index.js';
import { type Kernel, type NameTable, type Streams, Task } from '../kernel/index.js';

/**
 * A process that can die: with it die the cycles of all its runners, and what
 * they held in memory. What outlives it is the supervisor that starts it again,
 * the chain of cycles of each runner.
 */
export class ProcessLife {
  /** The object that every step of its tasks reads, and its death writes. */
  readonly object: string;
  readonly #kernel: Kernel;
  readonly #task: Task;
  #isUp: Promise<void> | null = null;
  #deaths: (() => void)[] = [];

  constructor(kernel: Kernel, name: string, setting: { names: NameTable; streams: Streams }) {
    this.object = `process:${name}`;
    this.#kernel = kernel;
    this.#task = new Task(taskNameOf(name), setting.names, setting.streams);
  }

  /** Dies within the current step and is up again `restartUs` later. */
  die(restartUs: number): void {
    this.#kernel.kill(this.object);
    const key = this.#task.nextKey();
    const fact: StepFact = { kind: 'restarts', task: this.#task.name };
    this.#kernel.facts?.set(key, fact);
    const delay = { us: restartUs, minUs: restartUs, maxUs: restartUs };
    this.#isUp = new Promise((resolve) => {
      const up = (): void => {
        this.#kernel.touchRange(this.object, 'write');
        this.#isUp = null;
        resolve();
      };
      this.#kernel.schedule(this.#task, 'timer', delay, up, key);
    });
    for (const died of this.#deaths.splice(0)) died();
  }

  /** Resolves once the process is up: at once where it is. */
  async up(): Promise<void> {
    this.#kernel.touchRange(this.object, 'read');
    while (this.#isUp !== null) await this.#isUp;
  }

  /**
   * Runs something that dies with the process: what ended it. Once its last step
   * is made no death can take it any more, although whoever waits for it has not
   * gone on yet.
   */
  async run(
    body: (task: Task) => Promise<void>,
    spawn: (body: (task: Task) => Promise<void>) => Promise<void>,
  ): Promise<'ended' | 'died'> {
    let isOver = false;
    const death = new Promise<'died'>((resolve) => {
      this.#deaths.push(() => {
        if (!isOver) resolve('died');
      });
    });
    const end = (): void => {
      isOver = true;
    };
    const ended = spawn((task) => body(task).finally(end));
    return Promise.race([ended.then((): 'ended' => 'ended'), death]);
  }
}

/** The name under which a process wakes up. */
export function taskNameOf(name: string): string {
  return `process ${name}`;
}
