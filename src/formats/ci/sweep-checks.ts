import type { CriticalValue, SweepPoint, SweepResult, VerdictKind } from '../../verdict/index.js';
import {
  counted,
  criticalLine,
  criticalSentence,
  formatTime,
  groupDigits,
  intervalWords,
  optionWord,
  probabilityWords,
  shellWord,
  unfinishedSentence,
} from '../../words/index.js';
import {
  type Check,
  type CheckProblem,
  expectationPlace,
  type FilePlace,
  type ScenarioPlaces,
} from './check.js';
import { alarmProblem } from './exploration-check.js';
import { unprovenCheck } from './unproven-check.js';

/**
 * A sweep as checks: for each guard set its critical value, then each point; last
 * what was not done. A point that fails is an answer like one that holds, so it
 * is a warning and not a refusal: only points that are missing are not as they
 * should be, as the exit code has it.
 */
export function sweepChecks(sweep: SweepResult, places: ScenarioPlaces): readonly Check[] {
  const of = (guardSet: string): readonly Check[] => [
    ...sweep.critical
      .filter((critical) => critical.guardSet === guardSet)
      .map((critical) => criticalCheck(critical, sweep, places)),
    ...sweep.points
      .filter((point) => point.guardSet === guardSet)
      .map((point) => pointCheck(point, sweep, places)),
  ];
  const checks = sweep.guardSets.flatMap(({ guardSet }) => of(guardSet));
  const unfinished = unfinishedSentence(sweep);
  return unfinished === null ? checks : [...checks, unfinishedCheck(unfinished, sweep)];
}

function criticalCheck(critical: CriticalValue, sweep: SweepResult, places: ScenarioPlaces): Check {
  const { guardSet, claim, secondUs, token, classes, alarm } = critical;
  const place = expectationPlace(places, guardSet);
  const [first, second] = sweep.vary;
  const at =
    second === undefined || secondUs === null
      ? ''
      : ` at ${second.parameter}=${durationWord(secondUs)}`;
  return {
    scenario: scenarioOf(sweep),
    act: `critical value of ${first!.parameter}${at}`,
    guardSet,
    status: alarm ? (alarm.blame === 'racetape' ? 'alarm' : 'unproven') : 'ok',
    verdict: CRITICAL_VERDICTS[claim],
    claim: claim === 'exact' || claim === 'none' ? `complete(${classes})` : claim,
    sentence: criticalSentence(critical, sweep),
    line:
      criticalLine(critical, sweep) ??
      sweepLine(sweep, { guardSets: [guardSet], vary: sweep.vary.map(({ words }) => words) }),
    token,
    problems: alarm ? [alarmProblem(alarm, place)] : [],
    steps: [],
    place,
  };
}

/** `fail`: a value is known at which something fails. Whether one was asked about is the points' to say. */
const CRITICAL_VERDICTS: Readonly<Record<CriticalValue['claim'], VerdictKind>> = {
  exact: 'fail',
  'upper bound': 'fail',
  none: 'pass',
  unknown: 'inconclusive',
};

function pointCheck(point: SweepPoint, sweep: SweepResult, places: ScenarioPlaces): Check {
  const { guardSet, valuesUs, possible, failing, duplicates, trials } = point;
  const values = sweep.vary.map(
    ({ parameter }, index) => `${parameter}=${durationWord(valuesUs[index]!)}`,
  );
  const critical = criticalOf(point, sweep);
  const place = expectationPlace(places, guardSet);
  const fails = failing > 0 || duplicates > 0 || possible === true;
  // Only a search can say that nothing fails; where there was none, no failure was seen.
  const isProven = possible === false && critical !== undefined;
  return {
    scenario: scenarioOf(sweep),
    act: `sweep ${values.join(', ')}`,
    guardSet,
    status: 'ok',
    verdict: fails ? 'fail' : 'pass',
    claim: isProven ? `complete(${critical.classes})` : `sampled(${trials})`,
    sentence: pointSentence(point, sweep),
    line: sweepLine(sweep, { guardSets: [guardSet], vary: values }),
    token: null,
    problems: pointProblems(point, { sweep, critical, place }),
    steps: [],
    place,
  };
}

function pointSentence(point: SweepPoint, { vary }: SweepResult): string {
  const { probability, duplicates, trials, valuesUs } = point;
  const at = vary
    .map(({ parameter }, index) => `${parameter} = ${formatTime(valuesUs[index]!)}`)
    .join(' and ');
  return `At ${at}, ${groupDigits(duplicates)} of ${counted(trials, 'run')} with a duplicate: probability ${probabilityWords(probability)} (${intervalWords(point)}).`;
}

/** What goes wrong at a point, each kind once: duplicates with the critical value beside them. */
function pointProblems(
  point: SweepPoint,
  {
    sweep,
    critical,
    place,
  }: {
    readonly sweep: SweepResult;
    readonly critical: CriticalValue | undefined;
    readonly place: FilePlace;
  },
): readonly CheckProblem[] {
  const { duplicates, overBlocked, stalled, failing, possible, trials } = point;
  const named =
    critical === undefined ? '' : ` Critical value: ${criticalSentence(critical, sweep)}`;
  const problem = (rule: string, message: string): CheckProblem => {
    return { rule, level: 'warning', message, place };
  };
  const ofRuns = (count: number): string => `${groupDigits(count)} of ${counted(trials, 'run')}`;
  const seen = [
    ...(duplicates === 0
      ? []
      : [problem('no-duplicate', `${pointSentence(point, sweep)}${named}`)]),
    ...(overBlocked === 0
      ? []
      : [
          problem('exactly-one', `An order that was due did not go out in ${ofRuns(overBlocked)}.`),
        ]),
    ...(stalled === 0
      ? []
      : [problem('no-stall', `Something waits for ever in ${ofRuns(stalled)}.`)]),
  ];
  if (seen.length > 0) return seen;
  if (failing > 0) return [problem('expectation', `${ofRuns(failing)} failed.`)];
  if (possible !== true) return [];
  return [
    problem(
      critical?.kind ?? 'critical-latency',
      `None of ${counted(trials, 'run')} failed, and yet an order that these latencies allow does.${named}`,
    ),
  ];
}

function unfinishedCheck(unfinished: string, sweep: SweepResult): Check {
  const guardSets = sweep.guardSets.map(({ guardSet }) => guardSet);
  return unprovenCheck(scenarioOf(sweep), {
    act: 'sweep, all points',
    line: sweepLine(sweep, { guardSets, vary: sweep.vary.map(({ words }) => words) }),
    sentence: unfinished,
  });
}

function criticalOf(point: SweepPoint, { critical }: SweepResult): CriticalValue | undefined {
  const secondUs = point.valuesUs[1] ?? null;
  return critical.find((each) => each.guardSet === point.guardSet && each.secondUs === secondUs);
}

/** The line that does it again, or a part of it. */
function sweepLine(
  { scenario, trials, seed, extraOptions }: SweepResult,
  { guardSets, vary }: { readonly guardSets: readonly string[]; readonly vary: readonly string[] },
): string {
  const words = ['npx', 'racetape', 'sweep', shellWord(scenario.path)];
  for (const set of guardSets) words.push('--guards', shellWord(set));
  for (const each of vary) words.push('--vary', shellWord(each));
  words.push('--trials', String(trials));
  if (seed !== 1) words.push('--seed', String(seed));
  return [...words, ...extraOptions.map(optionWord)].join(' ');
}

function scenarioOf({ scenario }: SweepResult): Check['scenario'] {
  return { path: scenario.path, title: scenario.title };
}

/** As a command line takes it: whole milliseconds where it is that, else microseconds. */
function durationWord(us: number): string {
  return us % 1_000 === 0 ? `${us / 1_000}ms` : `${us}us`;
}
