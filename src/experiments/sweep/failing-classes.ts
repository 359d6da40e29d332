import {
  type ComposedProgram,
  exploreExhaustively,
  isFeasible,
  type Schedule,
  scheduleOf,
} from '../../exploration/index.js';
import { Streams } from '../../kernel/index.js';
import type { Alarm } from '../../verdict/index.js';
import { alarmOf } from '../alarm.js';
import type { RunOutcome } from '../run-outcome.js';
import { type ProgramSetting, ScenarioProgram } from '../scenario-program.js';

/** One order of a class that fails, whatever latencies it takes. */
export interface FailingClass {
  readonly schedule: Schedule;
  /** Indices of the signals that the explored part has; null: all. */
  readonly signals: readonly number[] | null;
  readonly outcome: RunOutcome;
  /** Do the latencies of the explored setting allow it? */
  readonly isPossible: boolean;
}

export interface FailingClasses {
  readonly failing: readonly FailingClass[];
  /** Distinct classes that were run, failing or not. */
  readonly classes: number;
  /** Was every class run, and is every failing one here? */
  readonly isComplete: boolean;
  /** Why nothing may be claimed at all; null: nothing speaks against it. */
  readonly alarm: Alarm | null;
}

interface FailingOptions {
  readonly shouldStop: () => boolean;
  /** Most runs begun for each component; left out: no limit. */
  readonly runsMax?: number;
  /** No more failing classes than this are kept. */
  readonly failingMax: number;
  /** Asked after each failing class: is this enough? */
  readonly isEnough?: (failing: readonly FailingClass[]) => boolean;
  /** `one of each`: classes that differ in which of several alike signals is which are one; `all`: every one of them. */
  readonly symmetry: 'one of each' | 'all';
  readonly fails?: (outcome: RunOutcome) => boolean;
}

/** Random walks by which a complete result is doubted. */
const AUDIT_RUNS = 64;

/**
 * Explores every order of a setting whatever its latencies, and keeps those that
 * fail. Which orders there are does not depend on latencies, only which of them
 * are possible does: so one exploration serves every value of a latency.
 */
export async function findFailingClasses(
  setting: ProgramSetting,
  options: FailingOptions,
): Promise<FailingClasses> {
  const program = new ScenarioProgram(setting);
  try {
    return await failingOf(program, options);
  } finally {
    program.close();
  }
}

async function failingOf(
  program: ScenarioProgram,
  options: FailingOptions,
): Promise<FailingClasses> {
  const { failingMax, isEnough = () => false, symmetry } = options;
  const fails = options.fails ?? ((outcome: RunOutcome) => outcome.verdict === 'fail');
  const failing: FailingClass[] = [];
  const latest: Latest = { part: program, outcome: null };
  let enough = false;
  const stream = new Streams(program.setting.seed).open('audit');
  const explored = await exploreExhaustively(noted(program, latest), {
    timing: 'untimed',
    symmetry: symmetry === 'all' ? 'ignore' : 'use',
    audit: { runs: AUDIT_RUNS, random: () => stream.next() },
    ...(options.runsMax === undefined ? {} : { runsMax: options.runsMax }),
    shouldStop: () => enough || options.shouldStop(),
    onVoid: () => {
      failing.length = 0;
      enough = false;
    },
    onRun: (run, relation, _name, isNew) => {
      const { outcome, part } = latest;
      if (!isNew || outcome === null || !fails(outcome)) return;
      failing.push({
        schedule: scheduleOf(run),
        signals: signalsOf(part, program),
        outcome,
        isPossible: isFeasible(run, relation, 'timed'),
      });
      enough ||= failing.length >= failingMax || isEnough(failing);
    },
  });
  const { coverage, components, classes } = explored;
  const isComplete = coverage.kind === 'complete' && !enough;
  const parts = components.length > 1 ? program.components() : [program];
  const unsteady = components.findIndex((each) => each.coverage.kind === 'unsteady');
  const alarm =
    unsteady < 0 ? null : await alarmOf(coverage, parts[unsteady] ?? program, program.setting);
  return { failing, classes, isComplete, alarm };
}

/** Which part ran last, and what it came to. */
interface Latest {
  part: ScenarioProgram;
  outcome: RunOutcome | null;
}

/** The program as it is, noting each run. */
function noted(program: ScenarioProgram, latest: Latest): ComposedProgram<RunOutcome> {
  return {
    accesses: program.accesses,
    locks: program.locks,
    symmetry: program.symmetry,
    labelOf: (key) => program.labelOf(key),
    nameOf: (outcome) => program.nameOf(outcome),
    runOnce: async (chooser) => {
      const outcome = await program.runOnce(chooser);
      latest.part = program;
      latest.outcome = outcome;
      return outcome;
    },
    components: () => program.components().map((part) => noted(part, latest)),
    misfit: (outcome, found) => program.misfit(outcome, found),
  };
}

function signalsOf(part: ScenarioProgram, whole: ScenarioProgram): readonly number[] | null {
  if (part === whole) return null;
  const own = new Set(part.setting.scenario.signals.map(({ id }) => id));
  return whole.setting.scenario.signals.flatMap(({ id }, index) => (own.has(id) ? [index] : []));
}
