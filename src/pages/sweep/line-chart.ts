import { area, line } from 'd3-shape';
import { type Html, html } from '../../words/index.js';
import {
  type ChartAxes,
  chartFrame,
  inkOf,
  LABEL_X,
  renderAxes,
  renderChart,
  round,
} from './chart-frame.js';

interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** An interval around `y`; left out: none is drawn. */
  readonly low?: number;
  readonly high?: number;
  /** What a pointer is told. */
  readonly words: string;
}

export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** A value of x at which something changes for one of the series. */
interface ChartRule {
  readonly x: number;
  readonly series: number;
  readonly words: string;
}

/** Lines with their intervals as bands, each named at its end. Pure. */
export function renderLineChart(chart: {
  readonly about: string;
  readonly axes: ChartAxes;
  readonly series: readonly ChartSeries[];
  readonly rules?: readonly ChartRule[];
}): Html {
  const { about, axes, series, rules = [] } = chart;
  const frame = chartFrame(axes);
  const { x, y, height } = frame;
  const bands = series.map(({ points }, index) => {
    const banded = points.filter(({ low, high }) => low !== undefined && high !== undefined);
    const path = area<ChartPoint>(
      (point) => round(x(point.x)),
      (point) => round(y(point.low!)),
      (point) => round(y(point.high!)),
    )([...banded]);
    return banded.length === 0
      ? ''
      : html`<path d="${path}" fill="${inkOf(index).color}" fill-opacity="0.15"/>`;
  });
  const lines = series.map(({ points }, index) => {
    const { color, dash, mark } = inkOf(index);
    const path = line<ChartPoint>(
      (point) => round(x(point.x)),
      (point) => round(y(point.y)),
    )([...points]);
    const marks = points.map(
      (point) =>
        html`<text x="${round(x(point.x))}" y="${round(y(point.y)) + 3.5}" text-anchor="middle" font-size="9" fill="${color}"><title>${point.words}</title>${mark}</text>`,
    );
    return html`<path d="${path}" fill="none" stroke="${color}" stroke-width="1.8" stroke-dasharray="${dash}"/>${marks}`;
  });
  const ruled = rules.map(({ x: at, series: index, words }, nth) => {
    const px = round(x(at));
    const { color, dash } = inkOf(index);
    return html`<g><title>${words}</title><line x1="${px}" y1="14" x2="${px}" y2="${height - 44}" stroke="${color}" stroke-width="1.2" stroke-dasharray="${dash}"/><text x="${px + 4}" y="${26 + nth * 14}" font-size="11" fill="${color}">${words}</text></g>`;
  });
  const labels = labelPlaces(series.map(({ points }) => y(points.at(-1)?.y ?? 0)));
  const names = series.map(({ name, points }, index) =>
    points.length === 0
      ? ''
      : html`<text x="${LABEL_X}" y="${labels[index]! + 4}" font-size="12" fill="${inkOf(index).color}">${inkOf(index).mark} ${name}</text>`,
  );
  return renderChart(
    frame,
    about,
    html`${renderAxes(frame, axes)}${bands}${ruled}${lines}${names}`,
  );
}

const LABEL_HEIGHT = 15;
const LABEL_Y_MAX = 290;

/** Labels beside their lines, pushed down where they would touch, and up again where there is no more room. */
function labelPlaces(wanted: readonly number[]): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const places = [...wanted];
  let last = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    last = Math.max(wanted[index]!, last + LABEL_HEIGHT);
    places[index] = last;
  }
  let next = LABEL_Y_MAX;
  for (const index of order.reverse()) {
    next = Math.min(places[index]!, next);
    places[index] = round(next);
    next -= LABEL_HEIGHT;
  }
  return places;
}
