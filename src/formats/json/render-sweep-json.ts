import type { SweepPoint, SweepResult } from '../../verdict/index.js';

/**
 * The `--json` of sweep (design §10): one object, its keys in that order, what
 * was added behind them, ended by a newline. `scenario` is the path that a line
 * to paste repeats; every time is in whole microseconds.
 */
export function renderSweepJson(sweep: SweepResult): string {
  const [first, second] = sweep.vary;
  const value = {
    version: 1,
    scenario: sweep.scenario.path,
    vary: first!.words,
    points: sweep.points.map(pointJson),
    critical: sweep.critical.map(({ guards, valueUs, secondUs, ...rest }) => {
      const { claim, upToUs, kind, token, tokenOptions, guardSet, note, alarm = null } = rest;
      const { classes, failingClasses } = rest;
      return {
        guards,
        valueUs,
        claim,
        upToUs,
        ...(second === undefined ? {} : { secondUs }),
        kind,
        token,
        tokenOptions,
        classes,
        failingClasses,
        guardSet,
        note,
        alarm,
      };
    }),
    ...(second === undefined ? {} : { varySecond: second.words }),
    trials: sweep.trials,
    seed: sweep.seed,
    pointsAsked: sweep.pointsAsked,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function pointJson(point: SweepPoint): object {
  const { valuesUs, orderDelay, eightSymbols } = point;
  return {
    value: valuesUs[0],
    ...(valuesUs.length > 1 ? { second: valuesUs[1] } : {}),
    guards: point.guards,
    trials: point.trials,
    duplicates: point.duplicates,
    probability: point.probability,
    low: point.low,
    high: point.high,
    orderDelayP50Us: orderDelay?.p50Us ?? null,
    orderDelayP99Us: orderDelay?.p99Us ?? null,
    orderDelayP95Us: orderDelay?.p95Us ?? null,
    method: point.method,
    possible: point.possible,
    overBlocked: point.overBlocked,
    stalled: point.stalled,
    failing: point.failing,
    eightSymbolsP50Us: eightSymbols?.p50Us ?? null,
    eightSymbolsP95Us: eightSymbols?.p95Us ?? null,
    ordersPerSecond: eightSymbols?.ordersPerSecond ?? null,
    guardSet: point.guardSet,
  };
}
