import { effect, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { moneySeries, shareSeries } from '../history/index.js';
import { axisTicks, screenOf } from '../timeline/index.js';
import { formatDollars, groupDigits, visibleText } from '../words/index.js';
import { readPalette } from './canvas-pen.js';
import { drawLineChart, type LineChart } from './line-chart.js';
import { goTo, type PlayedRun, type PlayerState } from './player-state.js';
import { themeChanges } from './theme.js';
import { indexAtTime } from './timeline.js';

/** Equity, cash and shares over virtual time, under the timeline and on its scale. */
export function Charts({ state }: { readonly state: PlayerState }) {
  const symbols = useComputed(() => tradedSymbols(state.run.value));
  const picked = useSignal('');
  const symbol = useComputed(() =>
    symbols.value.includes(picked.value) ? picked.value : (symbols.value[0] ?? ''),
  );
  const money = useComputed(() => moneyChart(state));
  const shares = useComputed(() => sharesChart(state, symbol.value));
  if (symbols.value.length === 0)
    return <p class="note">Nothing was filled: cash and shares stay as they were.</p>;
  return (
    <div class="charts">
      <ChartBox state={state} title="Cash and equity at the broker" chart={money.value} />
      <div class="chart-head">
        <label>
          Shares of{' '}
          <select
            id="shares-select"
            value={symbol.value}
            onChange={(event) => {
              picked.value = event.currentTarget.value;
            }}
          >
            {symbols.value.map((each) => (
              <option key={each} value={each}>
                {visibleText(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ChartBox
        state={state}
        title={`Shares of ${visibleText(symbol.value)}`}
        chart={shares.value}
      />
    </div>
  );
}

function ChartBox({
  state,
  title,
  chart,
}: {
  readonly state: PlayerState;
  readonly title: string;
  readonly chart: LineChart;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let drawn: ReturnType<typeof drawLineChart> | null = null;
    const redraw = (): void => {
      drawn?.remove();
      const widthPx = Math.max(WIDTH_MIN_PX, place.current!.clientWidth);
      const onPick = (u: number): void =>
        goTo(state, indexAtTime(state, state.scene.value.warp.us(u)));
      drawn = drawLineChart(place.current!, chart, { palette: readPalette(), widthPx, onPick });
      drawn.look(state.view.value, state.scene.value.warp.u(state.cursorUs.value));
    };
    const stopTheme = effect(() => {
      void themeChanges.value;
      redraw();
    });
    const stopLook = effect(() => {
      drawn?.look(state.view.value, state.scene.value.warp.u(state.cursorUs.value));
    });
    const observer = new ResizeObserver(redraw);
    observer.observe(place.current!);
    return () => {
      stopTheme();
      stopLook();
      observer.disconnect();
      drawn?.remove();
    };
  }, [chart]);
  const last = chart.lines
    .map(({ name, values }) => `${name} ${chart.formatY(values.at(-1) ?? 0)}`)
    .join(', ');
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        {chart.lines.map(({ name, colour, dash }) => (
          <span key={name} class="chart-key">
            <svg width="26" height="8" aria-hidden="true">
              <path d="M0 4H26" class={`line-${colour}`} stroke-dasharray={dash.join(' ')} />
            </svg>{' '}
            {name}
          </span>
        ))}
      </figcaption>
      <div
        ref={place}
        class="chart-place"
        role="img"
        aria-label={`${title} over virtual time; at the end: ${last}`}
      />
    </figure>
  );
}

/** Narrower than the card of a page on the smallest phone. */
const WIDTH_MIN_PX = 260;

function moneyChart({ run, scene }: PlayerState): LineChart {
  const { warp } = scene.value;
  const fills = run.value.events.filter((event) => event.kind === 'fill');
  const points = moneySeries(run.value.header, fills);
  return {
    us: [...points.map(({ atUs }) => warp.u(atUs)), warp.endU],
    lines: [
      {
        name: 'equity',
        colour: 'ink',
        dash: [],
        values: held(points.map(({ equity }) => equity / 1e6)),
      },
      {
        name: 'cash',
        colour: 'good',
        dash: [6, 3],
        values: held(points.map(({ cash }) => cash / 1e6)),
      },
    ],
    ticks: (view, widthPx) => axisTicks(warp, screenOf(view, widthPx)),
    formatY: (dollars) => formatDollars(Math.round(dollars * 100) * 10_000),
  };
}

function sharesChart({ run, scene }: PlayerState, symbol: string): LineChart {
  const { warp } = scene.value;
  const points = shareSeries(run.value.header, run.value.events, symbol);
  return {
    us: [...points.map(({ atUs }) => warp.u(atUs)), warp.endU],
    lines: [
      {
        name: 'held at the broker',
        colour: 'broker',
        dash: [],
        values: held(points.map(({ broker }) => broker)),
      },
      {
        name: 'row in positions',
        colour: 'data',
        dash: [6, 3],
        values: held(points.map(({ positions }) => positions)),
      },
    ],
    ticks: (view, widthPx) => axisTicks(warp, screenOf(view, widthPx)),
    formatY: (shares) => (Number.isInteger(shares) ? groupDigits(shares) : ''),
  };
}

/** The last value stays until the end of the paper. */
function held(values: readonly number[]): readonly number[] {
  return [...values, values.at(-1) ?? 0];
}

const SYMBOLS_MAX = 100;

/** Duplicates first: they are what the reader came for. */
function tradedSymbols(run: PlayedRun): readonly string[] {
  const doubled = run.duplicates.map(({ symbol }) => symbol);
  const filled: string[] = [];
  for (const event of run.events) if (event.kind === 'fill') filled.push(event.symbol);
  return [...new Set([...doubled, ...filled])].slice(0, SYMBOLS_MAX);
}
