import type { ExplorationReport } from '../../words/index.js';
import {
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
  type CheckStep,
  expectationPlace,
  type ScenarioPlaces,
  signalPlace,
} from './check.js';
import { statusOf } from './run-check.js';

/** An exploration as a check: its claim, and the counterexample where that is not what was expected. */
export function explorationCheck(explored: ExplorationReport, places: ScenarioPlaces): Check {
  const { scenario, guardSet, verdict, coverage, counterexample } = explored;
  const status = statusOf(explored);
  const token = counterexample?.token ?? null;
  return {
    scenario: { path: scenario.path, title: scenario.title },
    act: 'explore',
    guardSet,
    status,
    verdict,
    claim: claimWord(coverage),
    sentence: `${explorationSentence(explored)} ${claimSentence(explored)}`,
    line: counterexample === null ? exploreLine(explored) : tokenLine(explored, counterexample),
    token,
    problems: status === 'ok' ? [] : explorationProblems(explored, places),
    steps: stepsOf(explored, places),
    place: expectationPlace(places, guardSet),
  };
}

/** What an exploration found wrong: one problem, at the last signal that takes part. */
export function explorationProblems(
  explored: ExplorationReport,
  places: ScenarioPlaces,
): readonly CheckProblem[] {
  const { guardSet, counterexample, verdict, passingTwin, outcomes, expectation } = explored;
  const fallback = expectationPlace(places, guardSet);
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
      ? (explored.cut ?? []).includes('twin')
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
export function stepsOf(
  { counterexample, guardSet }: ExplorationReport,
  places: ScenarioPlaces,
): readonly CheckStep[] {
  if (counterexample === null) return [];
  const fallback = expectationPlace(places, guardSet);
  return tellStory(counterexample).steps.map((step) => {
    // Task names end in `/<signal>`.
    const signal = counterexample.signalIds.find((id) => `${step.words} `.includes(`/${id} `));
    return { ...step, place: signalPlace(places, signal ?? '') ?? fallback };
  });
}
