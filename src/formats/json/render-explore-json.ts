import { jointOutcomes } from '../../verdict/index.js';
import type { ExplorationReport, MatrixReport } from '../../words/index.js';

/**
 * The `--json` of explore (design §10): one object, its keys in that order, what
 * was added behind them, ended by a newline. `scenario` is the path that a line
 * to paste repeats.
 */
export function renderExploreJson(explored: ExplorationReport): string {
  return print(explorationJson(explored));
}

export function explorationJson(explored: ExplorationReport): object {
  const { coverage, counterexample, passingTwin, elapsedMs } = explored;
  const { kind, schedules, classes, redundant, bound, estimate, infeasible, note } = coverage;
  const { faultsMax, plans, alarm } = coverage;
  return {
    version: 1,
    scenario: explored.scenario.path,
    guards: explored.guards,
    mode: explored.mode,
    timed: explored.timed,
    verdict: explored.verdict,
    coverage: {
      kind,
      schedules,
      classes,
      redundant,
      bound,
      estimate,
      infeasible,
      note,
      faultsMax,
      plans,
      alarm,
    },
    outcomes: explored.outcomes.map((outcome) => ({
      fills: outcome.fills,
      classes: outcome.classes,
      verdict: outcome.verdict,
      errors: outcome.errors,
      extra: outcome.extra,
      apart: outcome.apart,
    })),
    counterexample: counterexample === null ? null : counterexampleJson(counterexample),
    passingTwin:
      passingTwin === null
        ? null
        : {
            token: passingTwin.token,
            flipped: passingTwin.flipped,
            words: passingTwin.words,
            faults: passingTwin.faults ?? [],
          },
    elapsedMs,
    schedulesPerSecond: perSecond(schedules, elapsedMs),
    guardSet: explored.guardSet,
    seed: explored.seed,
    expectation: explored.expectation,
    expected: explored.expected,
    cut: explored.cut,
    outcomesBy: explored.outcomes.some(({ apart }) => apart !== null) ? 'symbol' : 'scenario',
    jointOutcomes: jointOutcomes(explored.outcomes),
    signalsCount: explored.signalsCount,
    title: explored.scenario.title,
    options: explored.extraOptions,
  };
}

function counterexampleJson(told: NonNullable<ExplorationReport['counterexample']>): object {
  const { token, signals, deviations, steps, kind, signalIds, fills, minimal } = told;
  const { story, deviating, latencies, critical } = told;
  return {
    token,
    signals,
    deviations,
    steps,
    kind,
    signalIds,
    fills,
    minimal,
    story,
    deviating,
    latencies,
    critical: critical.map(({ operation, legMaxUs, claim }) => ({ operation, legMaxUs, claim })),
    faults: told.faults ?? [],
  };
}

/** The `--json` of matrix (design §10), with what the cells say together. */
export function renderMatrixJson(matrix: MatrixReport): string {
  return print({
    version: 1,
    scenario: matrix.scenario.path,
    cells: matrix.cells.map(({ guards, verdict, coverage, token, kind, faults, cut }) => ({
      guards,
      verdict,
      coverage,
      token,
      kind,
      faults,
      cut,
    })),
    reading: matrix.reading,
    timed: matrix.timed,
    seed: matrix.seed,
    elapsedMs: matrix.elapsedMs,
  });
}

/** Whole schedules a second; of less than a millisecond nothing can be said. */
export function perSecond(schedules: number, elapsedMs: number): number | null {
  return elapsedMs <= 0 ? null : Math.round((schedules * 1000) / elapsedMs);
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
