import {
  type MovingWindow,
  type Recording,
  type Replayed,
  replaySchedule,
  scheduleGuide,
} from '../../exploration/index.js';
import type { LockKnowledge } from '../../kernel/index.js';
import type { Scenario } from '../../scenario/index.js';
import type { RunOutcome } from '../run-outcome.js';
import { restrictSignals } from '../run-token.js';
import { type ProgramSetting, ScenarioProgram } from '../scenario-program.js';
import type { FailingClass } from './failing-classes.js';

/** The settings that a parameter goes through, each opened once. `close` it in the end. */
export class SettingShelf {
  readonly #setting: ProgramSetting;
  readonly #scenarioAt: (us: number) => Scenario | null;
  readonly #locks: LockKnowledge;
  readonly #open = new Map<string, ScenarioProgram>();

  constructor(
    setting: ProgramSetting,
    scenarioAt: (us: number) => Scenario | null,
    locks: LockKnowledge,
  ) {
    this.#setting = setting;
    this.#scenarioAt = scenarioAt;
    this.#locks = locks;
  }

  /** The setting at a value; null where there is no such scenario. */
  settingAt(us: number, signals: readonly number[] | null): ProgramSetting | null {
    const whole = this.#scenarioAt(us);
    const scenario = whole === null ? null : restrictSignals(whole, signals);
    return scenario === null ? null : { ...this.#setting, scenario };
  }

  /** Runs a class's order at a value; null where it is no order there. */
  async replayAt(
    us: number,
    { schedule, signals }: Pick<FailingClass, 'schedule' | 'signals'>,
  ): Promise<Replayed<RunOutcome> | null> {
    const name = `${us} ${signals?.join() ?? 'all'}`;
    let program = this.#open.get(name);
    if (program === undefined) {
      const setting = this.settingAt(us, signals);
      if (setting === null) return null;
      program = new ScenarioProgram(setting, this.#locks);
      this.#open.set(name, program);
    }
    const guide = scheduleGuide(schedule);
    const replayed = await replaySchedule(program, guide, { timing: 'timed' });
    return replayed.ended === 'complete' && replayed.drift === null ? replayed : null;
  }

  close(): void {
    for (const program of this.#open.values()) program.close();
  }
}

/** A class at all values of one parity: v = 2k + `parity`. */
export interface MovingClass {
  readonly parity: 0 | 1;
  readonly replayed: Replayed<RunOutcome>;
  /** Windows that move with k, by the key of their completion. */
  readonly windows: ReadonlyMap<number, MovingWindow>;
}

/** How far apart the far sample is, in steps of k; the first that makes a scenario is taken. */
const FAR = [1_000_003, 10_007, 101, 3] as const;

/**
 * How the windows of a class move with the parameter: observed, not derived, so
 * that whatever depends on it in the simulation is seen. The class's order is run
 * at three values of each parity (half a round trip is rounded, so ends go in
 * steps of two): two next to each other and one far away. Null where an end does
 * not move in a line, or where the order is no order at one of them.
 */
export async function observeWindows(
  shelf: SettingShelf,
  failing: FailingClass,
  leastUs: number,
): Promise<readonly MovingClass[] | null> {
  const moving: MovingClass[] = [];
  for (const parity of [0, 1] as const) {
    const first = Math.ceil((leastUs - parity) / 2);
    const at = (k: number): Promise<Replayed<RunOutcome> | null> =>
      shelf.replayAt(2 * k + parity, failing);
    const near = await at(first);
    const next = await at(first + 1);
    const far = FAR.find((steps) => shelf.settingAt(2 * (first + steps) + parity, null) !== null);
    const end = far === undefined ? null : await at(first + far);
    if (near === null || next === null || end === null || far === undefined) return null;
    const windows = linesThrough([near.run, next.run, end.run], [first, first + 1, first + far]);
    if (windows === null) return null;
    moving.push({ parity, replayed: near, windows });
  }
  return moving;
}

function linesThrough(
  [near, next, far]: readonly [Recording, Recording, Recording],
  [first, second, last]: readonly [number, number, number],
): ReadonlyMap<number, MovingWindow> | null {
  const windows = new Map<number, MovingWindow>();
  for (let step = 0; step < near.length; step++) {
    if (!sameComparisons(near, next, step) || !sameComparisons(near, far, step)) return null;
    const [a, b, c] = [near.completions[step]!, next.completions[step]!, far.completions[step]!];
    const ends = (['minUs', 'maxUs'] as const).map((end) => {
      if (a[end] === b[end] && b[end] === c[end]) return { us: a[end], slope: 0 };
      const slope = (b[end] - a[end]) / (second - first);
      const us = a[end] - slope * first;
      return us + slope * last === c[end] ? { us, slope } : null;
    });
    const [min, max] = ends;
    if (min === null || max === null) return null;
    if (min!.slope === 0 && max!.slope === 0) continue;
    windows.set(a.key, {
      minUs: min!.us,
      minSlope: min!.slope,
      maxUs: max!.us,
      maxSlope: max!.slope,
    });
  }
  return windows;
}

/** What is compared must not move: it would be no window of a completion. */
function sameComparisons(a: Recording, b: Recording, step: number): boolean {
  return a.comparisons[step]!.every(({ since, windowUs, granularityUs }, nth) => {
    const other = b.comparisons[step]![nth];
    return (
      other !== undefined &&
      other.since === since &&
      other.windowUs === windowUs &&
      other.granularityUs === granularityUs
    );
  });
}
