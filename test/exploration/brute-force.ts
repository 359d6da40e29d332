import type { Comparison } from '../../src/kernel/index.js';
import { SmallMachine, type SmallProgram, type Touched } from './small-machine.js';

export interface BruteForce {
  readonly outcomes: Set<string>;
  readonly classes: Set<string>;
  schedules: number;
}

interface Done {
  readonly name: string;
  readonly time: number;
  readonly parent: number;
  readonly touched: readonly Touched[];
}

/**
 * Every schedule, one by one, unreduced, with its class written out in full:
 * the events and every ordered pair of events that depend on each other.
 * Shares no code with the engine.
 *
 * `clock: 'none'`: orders only (the program compares nothing).
 * `clock: 'free'`: every completion may come any whole number of µs after the last
 *   one, 0 … `gapMax`; comparisons are answered by these times.
 * `clock: 'windows'`: at every integer time inside its window, not before now.
 */
export function bruteForce(
  small: SmallProgram,
  clock: 'none' | 'free' | 'windows',
  gapMax = 0,
): BruteForce {
  const found: BruteForce = { outcomes: new Set(), classes: new Set(), schedules: 0 };
  visit(new SmallMachine(small), [], 0);
  return found;

  function visit(machine: SmallMachine, done: readonly Done[], now: number): void {
    if (machine.pending.length === 0) {
      found.schedules += 1;
      found.outcomes.add(machine.outcome());
      found.classes.add(classOf(done));
      return;
    }
    for (let index = 0; index < machine.pending.length; index += 1) {
      const pending = machine.pending[index]!;
      let first = now;
      let last = now;
      if (clock === 'free') last = now + gapMax;
      if (clock === 'windows') {
        const start = pending.since < 0 ? 0 : done[pending.since]!.time;
        const { minUs, maxUs } = small.tasks[pending.task]![pending.key % 100]!;
        first = Math.max(now, start + minUs);
        last = start + maxUs;
      }
      for (let time = first; time <= last; time += 1) {
        const next = machine.clone();
        const touched: Touched[] = [];
        let name = String(pending.key);
        next.run(
          index,
          (comparison) => {
            const answer = hasPassed(
              comparison,
              comparison.since === done.length ? time : (done[comparison.since]?.time ?? 0),
              time,
            );
            name += answer ? 'T' : 'F';
            return answer;
          },
          (access) => touched.push(access),
        );
        visit(next, [...done, { name, time, parent: pending.parent, touched }], time);
      }
    }
  }
}

function hasPassed(
  { windowUs, granularityUs, phaseUs }: Omit<Comparison, 'byDefault'>,
  since: number,
  now: number,
): boolean {
  const seen = Math.floor((since + phaseUs) / granularityUs) * granularityUs - phaseUs;
  return now - seen >= windowUs;
}

function classOf(done: readonly Done[]): string {
  const words: string[] = [];
  for (let b = 0; b < done.length; b += 1) {
    words.push(done[b]!.name);
    for (let a = 0; a < b; a += 1) {
      if (done[b]!.parent === a || depend(done[a]!.touched, done[b]!.touched))
        words.push(`${done[a]!.name}<${done[b]!.name}`);
    }
  }
  return words.sort().join(' ');
}

function depend(left: readonly Touched[], right: readonly Touched[]): boolean {
  return left.some((a) =>
    right.some(
      (b) =>
        a.object === b.object &&
        a.from < b.below &&
        b.from < a.below &&
        (a.mode === 'write' || b.mode === 'write' || a.mode !== b.mode),
    ),
  );
}
