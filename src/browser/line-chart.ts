import uPlot from 'uplot';
import styles from 'uplot/dist/uPlot.min.css?inline';
import type { AxisTick, View } from '../timeline/index.js';
import { GUTTER_PX } from '../timeline/index.js';
import type { Palette } from './canvas-pen.js';

/** One line of a chart: steps, since an account stands still between fills. */
interface ChartLine {
  readonly name: string;
  /** A colour of the stylesheet. */
  readonly colour: string;
  readonly dash: readonly number[];
  readonly values: readonly number[];
}

export interface LineChart {
  /** Ascending; the paper of the timeline above. */
  readonly us: readonly number[];
  readonly lines: readonly ChartLine[];
  /** Round times for a part of the paper. */
  readonly ticks: (view: View, widthPx: number) => readonly AxisTick[];
  readonly formatY: (value: number) => string;
}

let isStyled = false;

/** Draws a chart that stands under the timeline, on the same paper. The only door to uPlot. */
export function drawLineChart(
  place: HTMLElement,
  chart: LineChart,
  look: {
    readonly palette: Palette;
    readonly widthPx: number;
    readonly onPick: (u: number) => void;
  },
): {
  readonly look: (view: View, cursorU: number) => void;
  readonly remove: () => void;
} {
  if (!isStyled) {
    // By the object model: the page's policy knows one style element, and this is not it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    isStyled = true;
  }
  const { colour, sans } = look.palette;
  const axis = {
    stroke: colour('dim'),
    font: `10.5px ${sans}`,
    grid: { stroke: colour('rule'), width: 1 },
    ticks: { stroke: colour('rule'), width: 1 },
  };
  let cursorU = 0;
  let ticks: readonly AxisTick[] = [];
  const plot = new uPlot(
    {
      width: look.widthPx,
      height: 132,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      scales: {
        x: { time: false, auto: false },
        y: { range: { min: { pad: 0.12 }, max: { pad: 0.12 } } },
      },
      padding: [8, 0, 0, 0],
      axes: [
        {
          ...axis,
          size: 26,
          gap: 4,
          ticks: { ...axis.ticks, size: 4 },
          splits: (plot, _axis, fromU, toU) => {
            ticks = chart.ticks({ fromU, toU }, plot.width);
            return ticks.map(({ u }) => u);
          },
          values: () => ticks.map(({ label }) => label),
        },
        {
          ...axis,
          size: GUTTER_PX,
          values: (_plot, splits) => splits.map(chart.formatY),
          space: 26,
        },
      ],
      series: [
        {},
        ...chart.lines.map((line) => ({
          label: line.name,
          stroke: colour(line.colour),
          width: 1.8,
          dash: line.dash as number[],
          points: { show: false },
          paths: uPlot.paths.stepped!({ align: 1 }),
        })),
      ],
      hooks: {
        draw: [
          (drawn) => {
            const x = drawn.valToPos(cursorU, 'x', true);
            const { left, top, width, height } = drawn.bbox;
            if (x < left || x > left + width) return;
            drawn.ctx.save();
            drawn.ctx.strokeStyle = colour('link');
            drawn.ctx.lineWidth = 1.6 * devicePixelRatio;
            drawn.ctx.beginPath();
            drawn.ctx.moveTo(x, top);
            drawn.ctx.lineTo(x, top + height);
            drawn.ctx.stroke();
            drawn.ctx.restore();
          },
        ],
      },
    },
    [chart.us as number[], ...chart.lines.map(({ values }) => values as number[])],
    place,
  );
  plot.over.addEventListener('click', (event) => look.onPick(plot.posToVal(event.offsetX, 'x')));
  return {
    look(view, at) {
      cursorU = at;
      plot.setScale('x', { min: view.fromU, max: view.toU });
    },
    remove: () => plot.destroy(),
  };
}
