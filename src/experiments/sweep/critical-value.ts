import type { Fault } from '../../domain/index.js';
import { leastFeasible } from '../../exploration/index.js';
import { LockKnowledge } from '../../kernel/index.js';
import type { Scenario } from '../../scenario/index.js';
import type { Alarm, CriticalValue } from '../../verdict/index.js';
import { belongingOfSetting, printRunToken } from '../run-token.js';
import type { ProgramSetting } from '../scenario-program.js';
import { type FailingClass, type FailingClasses, findFailingClasses } from './failing-classes.js';
import { type MovingClass, observeWindows, SettingShelf } from './observed-windows.js';
import { findParameter, type SweepParameter } from './parameters.js';

/** From which value of the first parameter on does anything fail, for each value of the second? */
export interface CriticalRequest {
  /** The scenario as declared: the parameters are set here. */
  readonly setting: ProgramSetting;
  /** One or two names. */
  readonly parameters: readonly string[];
  /** Values of the first at which it is to be said whether anything can fail. */
  readonly valuesUs: readonly number[];
  /** Values of the second; a single null where there is none. */
  readonly secondsUs: readonly (number | null)[];
  /** Most runs of the search for failing orders; left out: no limit. */
  readonly runsMax?: number;
}

export interface CriticalAnswer {
  /** One for each value of the second parameter. */
  readonly critical: readonly CriticalValue[];
  /** By value of the second, then of the first: can anything fail there? null: not known. */
  readonly possible: readonly (readonly (boolean | null)[])[];
}

/** Failing classes kept: enough for all but scenarios that fail almost anyhow. */
const FAILING_MAX = 20_000;
/** Where the smallest value there is fails already, no more than this many are looked for. */
const FAILING_ENOUGH = 64;
/** An hour: no value beyond is looked at, unless the sweep goes there. */
const UP_TO_US = 3_600_000_000;

/**
 * The critical value, exact to the microsecond: every class of orders is
 * explored once, whatever the latencies; each failing class is a system of
 * difference constraints in which the parameter's windows move, and is solved
 * for the smallest value (`leastFeasible`); the smallest of these is the answer.
 * Below it no failing class is possible, at it one is: its order is run there,
 * and its token printed.
 */
export async function solveCritical(
  request: CriticalRequest,
  shouldStop: () => boolean,
): Promise<CriticalAnswer> {
  const { setting, parameters, secondsUs } = request;
  const [first, second] = parameters.map((name) => parameterOf(name, setting.scenario));
  const least = scenarioWith(setting.scenario, [
    [first!, first!.leastUs],
    [second, secondsUs[0] ?? null],
  ])!;
  const found = await findFailingClasses(
    { ...setting, scenario: least },
    {
      shouldStop,
      ...(request.runsMax === undefined ? {} : { runsMax: request.runsMax }),
      failingMax: FAILING_MAX,
      symmetry: 'one of each',
      isEnough: (failing) =>
        failing.length >= FAILING_ENOUGH && failing.some(({ isPossible }) => isPossible),
    },
  );
  const critical: CriticalValue[] = [];
  const possible: (readonly (boolean | null)[])[] = [];
  for (const secondUs of secondsUs) {
    const scenarioAt = (us: number): Scenario | null =>
      scenarioWith(setting.scenario, [
        [first!, us],
        [second, secondUs],
      ]);
    const shelf = new SettingShelf(setting, scenarioAt, new LockKnowledge());
    try {
      const solver = new Solver(request, found, { shelf, first: first!, second, secondUs });
      critical.push(await solver.solve(shouldStop));
      possible.push(await solver.possible(shouldStop));
    } finally {
      shelf.close();
    }
  }
  return { critical, possible };
}

/** A parameter that was found when the sweep was asked for. */
export function parameterOf(name: string, scenario: Scenario): SweepParameter {
  const parameter = findParameter(name, scenario);
  if (!parameter.ok) throw new Error(`no parameter ${name}`);
  return parameter.value;
}

/** A scenario with parameters set; null where one of the values makes none. */
export function scenarioWith(
  scenario: Scenario,
  values: readonly (readonly [SweepParameter | undefined, number | null])[],
): Scenario | null {
  let changed = scenario;
  for (const [parameter, us] of values) {
    if (parameter === undefined || us === null) continue;
    const at = parameter.at(changed, us);
    if (!at.ok) return null;
    changed = at.value;
  }
  return changed;
}

interface Question {
  readonly shelf: SettingShelf;
  readonly first: SweepParameter;
  readonly second: SweepParameter | undefined;
  readonly secondUs: number | null;
}

/** One value of the second parameter. */
class Solver {
  readonly #request: CriticalRequest;
  readonly #found: FailingClasses;
  readonly #question: Question;
  /** By failing class, observed when it is first asked for; null: its windows do not move in lines. */
  readonly #moving = new Map<FailingClass, readonly MovingClass[] | null>();

  constructor(request: CriticalRequest, found: FailingClasses, question: Question) {
    this.#request = request;
    this.#found = found;
    this.#question = question;
  }

  async solve(shouldStop: () => boolean): Promise<CriticalValue> {
    const { leastUs } = this.#question.first;
    const upToUs = Math.max(UP_TO_US, ...this.#request.valuesUs);
    let best: { readonly us: number; readonly failing: FailingClass } | null = null;
    let unsolved = 0;
    let skipped = false;
    for (const failing of this.#found.failing) {
      if (best !== null && best.us === leastUs) break;
      if (shouldStop()) {
        skipped = true;
        break;
      }
      const moving = await this.#movingOf(failing);
      if (moving === null) {
        unsolved++;
        continue;
      }
      const us = leastOf(moving, leastUs, best === null ? upToUs : best.us - 1);
      if (us !== null) best = { us, failing };
    }
    const isLeast = best !== null && best.us === leastUs;
    const isDrawn = this.#request.setting.scenario.faults.some(isLeftToChance);
    const isExact = isLeast || (this.#found.isComplete && unsolved === 0 && !skipped && !isDrawn);
    const shared = {
      guardSet: this.#request.setting.guardSet,
      guards: this.#request.setting.guards,
      secondUs: this.#question.secondUs,
      upToUs,
      classes: this.#found.classes,
      failingClasses: this.#found.failing.length,
      note: noteOf({
        unsolved,
        isComplete: isLeast || (this.#found.isComplete && !skipped),
        isDrawn,
      }),
    };
    const { alarm } = this.#found;
    if (alarm !== null) return { ...shared, ...this.#doubted(alarm) };
    if (best === null) {
      const claim = isExact ? 'none' : 'unknown';
      return { ...shared, valueUs: null, claim, kind: null, token: null, tokenOptions: [] };
    }
    return {
      ...shared,
      valueUs: best.us,
      claim: isExact ? 'exact' : 'upper bound',
      ...(await this.#told(best.us, best.failing)),
    };
  }

  /** Nothing is solved, whatever was found; the token names the order that shows why. */
  #doubted(
    alarm: Alarm,
  ): Pick<CriticalValue, 'valueUs' | 'claim' | 'kind' | 'token' | 'tokenOptions' | 'alarm'> {
    const { first, second } = this.#question;
    const { scenario } = this.#request.setting;
    const secondUs = this.#request.secondsUs[0] ?? null;
    const options = [
      ...(first.options(scenario, first.leastUs) ?? [null]),
      ...(second === undefined || secondUs === null
        ? []
        : (second.options(scenario, secondUs) ?? [null])),
    ];
    const isPrintable = !options.includes(null);
    return {
      valueUs: null,
      claim: 'unknown',
      kind: null,
      token: isPrintable ? alarm.token : null,
      tokenOptions: isPrintable ? (options as readonly string[]) : [],
      alarm,
    };
  }

  /** At each value of the first parameter: can anything fail? */
  async possible(shouldStop: () => boolean): Promise<readonly (boolean | null)[]> {
    const answers: (boolean | null)[] = [];
    for (const us of this.#request.valuesUs) {
      const { faults } = this.#request.setting.scenario;
      const isAll = this.#found.isComplete && !faults.some(isLeftToChance);
      let answer: boolean | null = isAll ? false : null;
      for (const failing of this.#found.failing) {
        if (shouldStop()) answer = null;
        if (answer === true || shouldStop()) break;
        const moving = await this.#movingOf(failing);
        const isPossible =
          moving === null
            ? ((await this.#question.shelf.replayAt(us, failing))?.feasible ?? null)
            : leastOf(moving, us, us) !== null;
        // What could not be run at this value leaves the question open, unless another answers it.
        if (isPossible === null) answer = null;
        else if (isPossible) answer = true;
      }
      answers.push(answer);
    }
    return answers;
  }

  async #movingOf(failing: FailingClass): Promise<readonly MovingClass[] | null> {
    const known = this.#moving.get(failing);
    if (known !== undefined) return known;
    const { shelf, first } = this.#question;
    const moving = await observeWindows(shelf, failing, first.leastUs);
    this.#moving.set(failing, moving);
    return moving;
  }

  /** What goes wrong at the critical value, and the token of an order that shows it. */
  async #told(
    us: number,
    failing: FailingClass,
  ): Promise<Pick<CriticalValue, 'kind' | 'token' | 'tokenOptions'>> {
    const { shelf, first, second, secondUs } = this.#question;
    const { scenario } = this.#request.setting;
    const kind = failing.outcome.duplicates[0]?.kind ?? failing.outcome.errors[0] ?? null;
    const options = [
      ...(first.options(scenario, us) ?? [null]),
      ...(second === undefined || secondUs === null
        ? []
        : (second.options(scenario, secondUs) ?? [null])),
    ];
    const setting = shelf.settingAt(us, null);
    const replayed = await shelf.replayAt(us, failing);
    const isSeen = replayed?.outcome?.verdict === 'fail' && replayed.feasible;
    if (options.includes(null) || setting === null || replayed === null || !isSeen) {
      return { kind, token: null, tokenOptions: [] };
    }
    const token = printRunToken({
      belongsTo: belongingOfSetting(setting),
      seed: setting.seed,
      choices: replayed.choices,
      signals: failing.signals,
    });
    return { kind, token, tokenOptions: options as readonly string[] };
  }
}

/** The least value from `fromUs` to `toUs` that some latencies allow the class at. */
function leastOf(moving: readonly MovingClass[], fromUs: number, toUs: number): number | null {
  let least: number | null = null;
  for (const { parity, replayed, windows } of moving) {
    const upTo = least === null ? toUs : least - 1;
    const k = leastFeasible(replayed.run, replayed.relation, {
      windowOf: ({ key }) => windows.get(key) ?? null,
      from: Math.ceil((fromUs - parity) / 2),
      to: Math.floor((upTo - parity) / 2),
    });
    if (k !== null) least = 2 * k + parity;
  }
  return least;
}

/** Only what surely happens is part of every order that is explored here. */
function isLeftToChance({ when }: Fault): boolean {
  return when === 'maybe' || typeof when === 'number';
}

function noteOf({
  unsolved,
  isComplete,
  isDrawn,
}: {
  readonly unsolved: number;
  readonly isComplete: boolean;
  readonly isDrawn: boolean;
}): string | null {
  const notes = [
    ...(isComplete ? [] : ['stopped before every order was explored']),
    ...(isDrawn ? ['faults that are left to chance were left out'] : []),
    ...(unsolved > 0
      ? ['the parameter moves no window in a straight line: not solved, see the points instead']
      : []),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}
