import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { type Html, html } from '../../words/index.js';

/** A small chart's box and scales: SVG that reads without scripts, its colours from the page. */
interface ChartFrame {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly width: number;
  readonly height: number;
}

export interface ChartAxes {
  /** Ends of the axes, in the data's units. */
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly xName: string;
  readonly yName: string;
  readonly xLabel: (value: number) => string;
  readonly yLabel: (value: number) => string;
}

const WIDTH = 760;
const HEIGHT = 300;
const MARGIN = { top: 14, right: 150, bottom: 44, left: 74 } as const;

export function chartFrame({ xDomain, yDomain }: ChartAxes): ChartFrame {
  return {
    // One value only would be no scale: it stands in the middle.
    x: scaleLinear(spread(xDomain), [MARGIN.left, WIDTH - MARGIN.right]),
    y: scaleLinear(spread(yDomain), [HEIGHT - MARGIN.bottom, MARGIN.top]),
    width: WIDTH,
    height: HEIGHT,
  };
}

function spread([from, to]: readonly [number, number]): [number, number] {
  return from === to ? [from - 1, to + 1] : [from, to];
}

/** Grid, ticks and names of the axes. */
export function renderAxes(frame: ChartFrame, axes: ChartAxes): Html {
  const { x, y, width, height } = frame;
  const bottom = height - MARGIN.bottom;
  const right = width - MARGIN.right;
  const across = x.ticks(6).map((value) => {
    const at = round(x(value));
    return html`<line x1="${at}" y1="${MARGIN.top}" x2="${at}" y2="${bottom}" stroke="var(--rule)"/><text x="${at}" y="${bottom + 16}" text-anchor="middle" font-size="11" fill="var(--dim)">${axes.xLabel(value)}</text>`;
  });
  const up = y.ticks(5).map((value) => {
    const at = round(y(value));
    return html`<line x1="${MARGIN.left}" y1="${at}" x2="${right}" y2="${at}" stroke="var(--rule)"/><text x="${MARGIN.left - 8}" y="${at + 4}" text-anchor="end" font-size="11" fill="var(--dim)">${axes.yLabel(value)}</text>`;
  });
  return html`${across}${up}<text x="${(MARGIN.left + right) / 2}" y="${height - 8}" text-anchor="middle" font-size="12" fill="var(--ink)">${axes.xName}</text><text x="14" y="${(MARGIN.top + bottom) / 2}" text-anchor="middle" font-size="12" fill="var(--ink)" transform="rotate(-90 14 ${(MARGIN.top + bottom) / 2})">${axes.yName}</text>`;
}

/** The whole picture, named for those who do not see it. */
export function renderChart(frame: ChartFrame, about: string, content: Html): Html {
  const { width, height } = frame;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Chart"><svg role="img" aria-label="${about}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">${content}</svg></div>`;
}

/** A tenth of a pixel: finer would be noise in the file. */
export function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** Guard sets are told apart by colour, dashes and mark; more than these come round again. */
const INKS: readonly { readonly color: string; readonly dash: string; readonly mark: string }[] = [
  { color: 'var(--bad)', dash: 'none', mark: '\u25cf' },
  { color: 'var(--read)', dash: '7 3', mark: '\u25a0' },
  { color: 'var(--write)', dash: '2 3', mark: '\u25b2' },
  { color: 'var(--broker)', dash: '9 3 2 3', mark: '\u25c6' },
  { color: 'var(--info)', dash: '4 4', mark: '\u2716' },
];

export function inkOf(index: number): (typeof INKS)[number] {
  return INKS[index % INKS.length]!;
}

/** Where the frame's right margin begins: for labels of lines. */
export const LABEL_X = WIDTH - MARGIN.right + 8;
