import type { SweepPoint, SweepResult } from '../../verdict/index.js';
import type { Html } from '../../words/index.js';
import { formatSpan, formatTime, intervalWords, probabilityWords } from '../../words/index.js';
import type { ChartAxes } from './chart-frame.js';
import { type ChartSeries, renderLineChart } from './line-chart.js';

/** Probability against the first parameter, with its intervals, and where each guard set begins to fail. */
export function renderThresholds(sweep: SweepResult, secondUs: number | null): Html {
  const valuesUs = sweep.vary[0]!.valuesUs;
  const series = seriesOf(sweep, secondUs, (point) => {
    const { probability, low, high } = point;
    return {
      y: probability,
      low,
      high,
      words: `${probabilityWords(probability)} (${intervalWords(point)})`,
    };
  });
  const critical = sweep.critical.filter((each) => each.secondUs === secondUs);
  const rules = critical.flatMap(({ guardSet, valueUs, claim }) => {
    const isInside =
      valueUs !== null && valueUs > 0 && valueUs <= valuesUs.at(-1)! && valueUs >= valuesUs[0]!;
    if (!isInside || claim !== 'exact') return [];
    const at = sweep.guardSets.findIndex((set) => set.guardSet === guardSet);
    return [{ x: valueUs, series: at, words: `${guardSet} from ${formatTime(valueUs)}` }];
  });
  return renderLineChart({
    about: 'Probability of a duplicate, with 95 % intervals, by guard set',
    axes: {
      ...axisOfValues(sweep),
      yDomain: [0, 1],
      yName: 'probability of a duplicate',
      yLabel: (value) => String(value),
    },
    series,
    rules,
  });
}

/** What a guard set costs: how long the median order takes. */
export function renderDelays(sweep: SweepResult, secondUs: number | null): Html {
  const series = seriesOf(sweep, secondUs, ({ orderDelay }) =>
    orderDelay === null
      ? null
      : {
          y: orderDelay.p50Us,
          low: orderDelay.p50Us,
          high: orderDelay.p95Us,
          words: `p50 ${formatSpan(orderDelay.p50Us)}, p95 ${formatSpan(orderDelay.p95Us)}, p99 ${formatSpan(orderDelay.p99Us)}`,
        },
  );
  return renderLineChart({
    about: 'Order delay by guard set: median, the band up to the 95th percentile',
    axes: {
      ...axisOfValues(sweep),
      yDomain: [0, largest(series)],
      yName: 'order delay, p50 to p95',
      yLabel: (value) => formatSpan(value),
    },
    series,
  });
}

/** What a guard set costs when eight symbols come at once. */
export function renderThroughput(sweep: SweepResult, secondUs: number | null): Html {
  const series = seriesOf(sweep, secondUs, ({ eightSymbols }) =>
    eightSymbols === null
      ? null
      : {
          y: eightSymbols.ordersPerSecond,
          words: `${eightSymbols.ordersPerSecond} orders a second`,
        },
  );
  return renderLineChart({
    about: 'Orders a second in a cycle of eight symbols, by guard set',
    axes: {
      ...axisOfValues(sweep),
      yDomain: [0, largest(series)],
      yName: 'orders a second',
      yLabel: (value) => String(value),
    },
    series,
  });
}

function axisOfValues({ vary }: SweepResult): Pick<ChartAxes, 'xDomain' | 'xName' | 'xLabel'> {
  const { parameter, valuesUs } = vary[0]!;
  return {
    xDomain: [valuesUs[0]!, valuesUs.at(-1)!],
    xName: parameter,
    xLabel: (us) => formatTime(Math.round(us)),
  };
}

/** A series for each guard set, whether or not it has points, so that its ink stays its own. */
function seriesOf(
  { guardSets, points }: SweepResult,
  secondUs: number | null,
  read: (point: SweepPoint) => { y: number; low?: number; high?: number; words: string } | null,
): readonly ChartSeries[] {
  return guardSets.map(({ guardSet }) => ({
    name: guardSet,
    points: points
      .filter((each) => each.guardSet === guardSet && (each.valuesUs[1] ?? null) === secondUs)
      .flatMap((point) => {
        const shown = read(point);
        if (shown === null) return [];
        const at = formatTime(point.valuesUs[0]!);
        return [{ ...shown, x: point.valuesUs[0]!, words: `${guardSet} at ${at}: ${shown.words}` }];
      }),
  }));
}

function largest(series: readonly ChartSeries[]): number {
  const tops = series.flatMap(({ points }) => points.map(({ y, high = 0 }) => Math.max(y, high)));
  return Math.max(1, ...tops);
}
