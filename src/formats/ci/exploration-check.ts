import type { Alarm } from '../../verdict/index.js';
import type { ExplorationReport } from '../../words/index.js';
import {
  alarmIn,
  alarmLine,
  alarmParagraph,
  claimSentence,
  claimWord,
  counted,
  cutWords,
  explorationSentence,
  exploreLine,
  tellStory,
  tokenLine,
} from '../../words/index.js';
import {
  type Check,
  type CheckProblem,
  type CheckStatus,
  type CheckStep,
  expectationPlace,
  type FilePlace,
  type ScenarioPlaces,
  signalPlace,
} from './check.js';
import { statusOf } from './run-check.js';

/** An exploration as a check: its claim, and the counterexample where that is not what was expected. */
export function explorationCheck(explored: ExplorationReport, places: ScenarioPlaces): Check {
  const { scenario, guardSet, verdict, coverage, counterexample } = explored;
  const alarm = alarmIn(explored);
  const status = alarm === null ? statusOf(explored) : statusOfAlarm(alarm, explored);
  const token = alarm?.token ?? counterexample?.token ?? null;
  const line =
    alarm !== null
      ? alarmLine(explored, alarm)
      : counterexample === null
        ? exploreLine(explored)
        : tokenLine(explored, counterexample);
  return {
    scenario: { path: scenario.path, title: scenario.title },
    act: 'explore',
    guardSet,
    status,
    verdict,
    claim: claimWord(coverage),
    sentence: `${explorationSentence(explored)} ${claimSentence(explored)}`,
    line,
    token,
    problems: status === 'ok' ? [] : explorationProblems(explored, places),
    steps: stepsOf(explored, places),
    place: expectationPlace(places, guardSet),
  };
}

/** Our own fault is none of the scenario's; where it may be somebody's own, a failing order that was seen still refuses. */
function statusOfAlarm(
  { blame }: Pick<Alarm, 'blame'>,
  { counterexample }: Pick<ExplorationReport, 'counterexample'>,
): CheckStatus {
  if (blame === 'racetape') return 'alarm';
  return counterexample === null ? 'unproven' : 'refused';
}

export function alarmProblem(alarm: Alarm, place: FilePlace): CheckProblem {
  const rule = alarm.blame === 'racetape' ? 'alarm' : 'not-repeatable';
  return { rule, level: 'error', message: alarmParagraph(alarm), place };
}

/** What an exploration found wrong: one problem, at the last signal that takes part. */
export function explorationProblems(
  explored: ExplorationReport,
  places: ScenarioPlaces,
): readonly CheckProblem[] {
  const { guardSet, counterexample, verdict, passingTwin, outcomes, expectation } = explored;
  const fallback = expectationPlace(places, guardSet);
  const alarm = alarmIn(explored);
  if (alarm !== null) {
    const unalarmed = { ...explored, coverage: { ...explored.coverage, alarm: null } };
    const found = counterexample === null ? [] : explorationProblems(unalarmed, places);
    return [alarmProblem(alarm, fallback), ...found];
  }
  if (counterexample === null) {
    const failing = outcomes.find((outcome) => outcome.verdict === 'fail');
    return [
      {
        rule: failing?.errors[0] ?? 'coverage',
        level: 'error',
        message:
          verdict === 'pass'
            ? `No order fails, and the scenario expects ${expectation}.`
            : `${explorationSentence(explored)} ${claimSentence(explored)}`,
        place: fallback,
      },
    ];
  }
  const { signalIds, kind, steps, deviations } = counterexample;
  const { notSmallest, noTwin } = cutWords(explored);
  const place = signalIds.map((id) => signalPlace(places, id)).findLast((at) => at !== undefined);
  const twin =
    passingTwin === null
      ? explored.cut.includes('twin')
        ? ` ${noTwin}`
        : ''
      : ` Its nearest passing twin: ${passingTwin.words}.`;
  return [
    {
      rule: kind,
      level: 'error',
      message: `${explorationSentence(explored)} ${notSmallest === null ? 'The smallest such order' : 'An order that does so'} takes ${counted(signalIds.length, 'signal')}, ${counted(deviations, 'deviation')} from the default order and ${counted(steps, 'step')}.${notSmallest === null ? '' : ` ${notSmallest}`}${twin}`,
      place: place ?? fallback,
    },
  ];
}

/** The steps that matter, for a reader who goes through them one by one. */
function stepsOf(
  { counterexample, guardSet }: ExplorationReport,
  places: ScenarioPlaces,
): readonly CheckStep[] {
  if (counterexample === null) return [];
  const fallback = expectationPlace(places, guardSet);
  return tellStory(counterexample).steps.map((step) => {
    const { words, deviates, signalId } = step;
    const place = signalPlace(places, signalId ?? '') ?? fallback;
    return { step: step.step, words, deviates, place };
  });
}
