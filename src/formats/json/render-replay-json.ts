import { toReal } from '../../domain/index.js';
import { type Execution, expectationFor } from '../../verdict/index.js';
import type { ExplorationReport, JudgedRun } from '../../words/index.js';
import { explorationJson } from './render-explore-json.js';

/**
 * The `--json` of replay (design §10): one object, its keys in that order, ended
 * by a newline. `scenario` is the path that a replay line repeats. Prices are
 * numbers of dollars (503.95): a micro-dollar count divided once, so every cent
 * is the nearest double and prints as written. Times are integer microseconds.
 *
 * Determinism: runs are ordered by scenario path, compared by code unit; within
 * one path they keep the order in which they came, that of `--guards`. Explorations,
 * where there are some, follow as `explorations`, each as explore prints it.
 */
export function renderReplayJson(
  runs: readonly JudgedRun[],
  explorations: readonly ExplorationReport[] = [],
): string {
  const ordered = runs.toSorted((left, right) => {
    const [a, b] = [left.header.scenario.path, right.header.scenario.path];
    return a < b ? -1 : a > b ? 1 : 0;
  });
  const explored =
    explorations.length === 0 ? {} : { explorations: explorations.map(explorationJson) };
  return `${JSON.stringify({ version: 1, runs: ordered.map(replayJson), ...explored }, null, 2)}\n`;
}

/** One run as `--json` prints it. */
export function replayJson(run: JudgedRun): object {
  const { header, judgement, digest, token, extraOptions = [] } = run;
  return {
    scenario: header.scenario.path,
    guards: header.guards,
    seed: header.seed,
    token: token ?? header.token,
    digest,
    fills: judgement.fills.map(executionJson),
    trades: judgement.trades.map(executionJson),
    positions: judgement.positions.map(({ symbol, quantity }) => ({ symbol, quantity })),
    blocked: judgement.blocked.map(({ layer, symbol, task, atUs, reason }) => {
      return { layer, symbol, task, atUs, reason };
    }),
    duplicates: judgement.duplicates.map(({ symbol, count, kind }) => ({ symbol, count, kind })),
    findings: judgement.findings.map(({ assertion, severity, message }) => {
      return { assertion, severity, message };
    }),
    matchesRecord: judgement.matchesRecord,
    verdict: judgement.verdict,
    expected: judgement.expected,
    expectation: expectationFor(header)?.verdict ?? null,
    record: judgement.record,
    options: extraOptions,
  };
}

function executionJson(execution: Execution): object {
  const { atUs, symbol, side, quantity, price, path, cycle, runner } = execution;
  return { atUs, symbol, side, quantity, price: toReal(price), path, cycle, runner };
}
