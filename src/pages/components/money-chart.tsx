import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { MoneyPoint } from '../../history/index.js';
import { formatDollars, formatSpan, formatTime } from '../../words/index.js';

const WIDTH = 1164;
const HEIGHT = 150;
const LEFT = 92;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
/** More points than this cannot be told apart on the paper. */
const POINTS_MAX = 300;
const MICRO_USD_PER_CENT = 10_000;

/** Cash and equity over virtual time, without a script: what the chart of the moving page shows, whole. */
export function MoneyChart({
  points,
  endUs,
}: {
  readonly points: readonly MoneyPoint[];
  readonly endUs: number;
}) {
  const kept = thinned(points);
  const drawn = [...kept, { ...kept.at(-1)!, atUs: Math.max(endUs, kept.at(-1)!.atUs) }];
  const x = scaleLinear([0, Math.max(1, endUs)], [LEFT, WIDTH - RIGHT]);
  const [low = 0, high = 1] = extent(drawn.flatMap(({ cash, equity }) => [cash, equity]));
  const room = Math.max(MICRO_USD_PER_CENT, (high - low) * 0.08);
  const y = scaleLinear([low - room, high + room], [HEIGHT - BOTTOM, TOP]);
  const path = (value: (point: MoneyPoint) => number): string =>
    line<MoneyPoint>()
      .x(({ atUs }) => x(atUs))
      .y((point) => y(value(point)))
      .digits(1)
      .curve(curveStepAfter)(drawn) ?? '';
  const last = drawn.at(-1)!;
  const label = `Cash and equity from 0 to ${formatTime(endUs)}: cash ends at ${formatDollars(last.cash)}, equity at ${formatDollars(last.equity)}`;
  return (
    <figure class="chart still">
      <figcaption>
        <span class="chart-title">Cash and equity at the broker</span>
        <Key name="equity" className="line-ink" />
        <Key name="cash" className="line-good" dash="6 3" />
        {kept.length < points.length ? (
          <span>
            Shortened: {kept.length} of {points.length} steps are drawn.
          </span>
        ) : null}
      </figcaption>
      <svg class="money" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {y.ticks(4).map((value) => (
          <g key={value}>
            <path class="grid" d={`M${LEFT} ${round(y(value))}H${WIDTH - RIGHT}`} />
            <text x={LEFT - 6} y={round(y(value) + 3.5)} text-anchor="end">
              {formatDollars(Math.round(value / MICRO_USD_PER_CENT) * MICRO_USD_PER_CENT)}
            </text>
          </g>
        ))}
        {x.ticks(8).map((us) => (
          <text key={us} x={round(x(us))} y={HEIGHT - 8} text-anchor="middle">
            {us === 0 ? '0' : formatSpan(us)}
          </text>
        ))}
        <path class="line-ink" stroke-width="1.8" d={path(({ equity }) => equity)} />
        <path
          class="line-good"
          stroke-width="1.8"
          stroke-dasharray="6 3"
          d={path(({ cash }) => cash)}
        />
      </svg>
    </figure>
  );
}

function Key({
  name,
  className,
  dash,
}: {
  readonly name: string;
  readonly className: string;
  readonly dash?: string;
}) {
  return (
    <span class="chart-key">
      <svg width="26" height="8" aria-hidden="true">
        <path d="M0 4H26" class={className} stroke-dasharray={dash} />
      </svg>{' '}
      {name}
    </span>
  );
}

/** Evenly fewer, first and last kept. */
function thinned(points: readonly MoneyPoint[]): readonly MoneyPoint[] {
  if (points.length <= POINTS_MAX) return points;
  const step = (points.length - 1) / (POINTS_MAX - 1);
  return Array.from({ length: POINTS_MAX }, (_, index) => points[Math.round(index * step)]!);
}

/** One decimal: finer is noise in the file. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
