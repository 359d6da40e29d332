import type { StepFact } from '../../../src/domain/index.js';
import {
  explorationCheck,
  type Results,
  renderChecks,
  renderExploration,
  renderReplayJson,
  renderSummary,
  renderSweep,
  renderSweepJson,
  runCheck,
  type ScenarioPlaces,
  sweepChecks,
} from '../../../src/formats/index.js';
import { renderPage, renderSweepPage } from '../../../src/pages/index.js';
import type { SweepResult } from '../../../src/verdict/index.js';
import type { ExplorationReport } from '../../../src/words/exploration/exploration.js';
import { type ReportRun, stepWords } from '../../../src/words/index.js';
import { sampleCritical, samplePoint, sampleSweep } from '../../pages/sweep/sample-sweep.js';
import { appWithoutGuards } from '../../support/app-runs.js';
import { scenarioWords } from '../../support/tape-builder.js';

export const PLACES: ScenarioPlaces = {
  signals: new Map([
    ['app-2', { line: 31, column: 5 }],
    ['b', { line: 32, column: 5 }],
  ]),
  expectations: new Map([['none', { line: 40, column: 5 }]]),
};

/** A run that failed although nobody expected it to. */
export function surprisingRun(words: { path?: string; text?: string } = {}): ReportRun {
  const run = appWithoutGuards();
  const { text, path = 'scenarios/app-4x-buy.yaml' } = words;
  const title = text === undefined ? {} : { title: text, story: text, origin: text };
  const findings =
    text === undefined
      ? run.judgement.findings
      : run.judgement.findings.map((finding) => ({ ...finding, message: text }));
  return {
    ...run,
    header: { ...run.header, scenario: scenarioWords({ path, ...title }) },
    judgement: { ...run.judgement, findings, expected: false },
    token: 'd1-1-abc',
    extraOptions: text === undefined ? [] : ['--latency', text],
  };
}

/** An exploration with a counterexample that nobody expected. */
export function surprisingExploration(
  words: { path?: string; text?: string; signal?: string } = {},
): ExplorationReport {
  const { text, path = 'scenarios/app-4x-buy.yaml', signal = 'b' } = words;
  const facts: StepFact[] = [
    {
      ...effectOf(`r1.c1/${signal}`),
      asked: { kind: 'statement', statement: 'read positions', symbol: '' },
    },
    ...(text === undefined ? [] : [{ kind: 'joins', task: text } as const]),
    {
      ...effectOf(`r2.c1/${signal}`),
      asked: { kind: 'submit', side: 'BUY', quantity: 7, symbol: 'APP' },
    },
  ];
  const story = facts.map(stepWords);
  const deviatingSteps = story.map((_, step) => step).slice(1);
  return {
    scenario: { id: 'app', path, title: text ?? 'APP' },
    guardSet: 'three-layer',
    guards: ['memory-position'],
    seed: 1,
    mode: 'exhaustive',
    timed: true,
    verdict: 'fail',
    coverage: {
      kind: 'complete',
      schedules: 200,
      classes: 133,
      redundant: 0,
      bound: null,
      estimate: null,
      infeasible: 67,
      note: text ?? null,
      alarm: null,
      faultsMax: 0,
      plans: 1,
    },
    outcomes: [
      {
        fills: { APP: 2 },
        classes: 133,
        verdict: 'fail',
        errors: ['no-duplicate'],
        extra: { APP: 1 },
        apart: null,
      },
    ],
    counterexample: {
      token: '1abc',
      signals: 2,
      deviations: 1,
      steps: 3,
      kind: 'stale-read',
      story,
      facts,
      deviatingSteps,
      deviating: deviatingSteps.map((step) => story[step]!),
      signalIds: [signal],
      fills: { APP: 2 },
      minimal: true,
      latencies: [],
      critical: [],
      faults: [],
    },
    passingTwin: {
      token: '1def',
      faults: [],
      flipped: ['x', 'y'],
      words: text ?? 'if x before y, it passes',
    },
    cut: [],
    elapsedMs: 1_000,
    expectation: 'pass',
    expected: false,
    signalsCount: 4,
    extraOptions: text === undefined ? [] : ['--latency', text],
  };
}

export function sampleResults(
  runs: readonly ReportRun[],
  explorations: readonly ExplorationReport[] = [],
): Results {
  const checks = [
    ...runs.map((run) => runCheck(run, PLACES)),
    ...explorations.map((report) => explorationCheck(report, PLACES)),
  ];
  return {
    summary: () =>
      [
        renderChecks(checks, { color: false }),
        renderSummary(runs, { color: false, width: 200 }),
        ...explorations.map((report) => renderExploration(report, { color: false })),
      ].join('\n'),
    json: () => renderReplayJson(runs, explorations),
    page: () => renderPage(runs),
    checks,
    tapes: runs,
  };
}

/** A sweep in which everything that can go wrong at a point does, and that was stopped early. */
export function sweepOf({ text, path }: { text?: string; path?: string } = {}): SweepResult {
  const { scenario, points, critical, extraOptions } = sampleSweep();
  return sampleSweep({
    scenario: { ...scenario, title: text ?? scenario.title, path: path ?? scenario.path },
    points: [
      ...points,
      samplePoint({ valuesUs: [20_000], overBlocked: 2, stalled: 1, failing: 3 }),
    ],
    critical: [
      critical[0]!,
      text === undefined
        ? critical[1]!
        : sampleCritical({ claim: 'upper bound', note: text, kind: text }),
    ],
    extraOptions: text === undefined ? extraOptions : ['--latency', text],
  });
}

export function sweepResults(words: { text?: string; path?: string } = {}): Results {
  const sweep = sweepOf(words);
  return {
    summary: () => renderSweep(sweep, { color: false }),
    json: () => renderSweepJson(sweep),
    page: () => renderSweepPage(sweep),
    checks: sweepChecks(sweep, PLACES),
    tapes: [],
  };
}

function effectOf(task: string) {
  return { kind: 'call', phase: 'effect', task, fault: null } as const;
}
