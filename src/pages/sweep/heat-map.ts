import type { SweepPoint, SweepResult } from '../../verdict/index.js';
import {
  formatTime,
  type Html,
  html,
  intervalWords,
  possibleWords,
  probabilityWords,
} from '../../words/index.js';

const CELL = { width: 58, height: 30 } as const;
const LEFT = 190;
const TOP = 26;
/** With more columns than this a cell has no room for its number: its shade and its title are left. */
const WORDED_COLUMNS_MAX = 24;

/**
 * How likely a duplicate is: a column for each value of the first parameter, a
 * row for each guard set (and value of the second parameter). The shade repeats
 * what the number in the cell says; a cell that certainly cannot fail is outlined.
 */
export function renderHeatMap(sweep: SweepResult): Html {
  const [first, second] = sweep.vary;
  const columns = first!.valuesUs;
  const isWorded = columns.length <= WORDED_COLUMNS_MAX;
  const cellWidth = isWorded ? CELL.width : Math.max(6, Math.floor(1_400 / columns.length));
  const rows = sweep.guardSets.flatMap(({ guardSet }) =>
    (second?.valuesUs ?? [null]).map((secondUs) => ({ guardSet, secondUs })),
  );
  const width = LEFT + columns.length * cellWidth + 10;
  const height = TOP + rows.length * CELL.height + 10;
  const labelEvery = Math.ceil(54 / cellWidth);
  const heads = columns.map((us, column) =>
    column % labelEvery === 0
      ? html`<text x="${LEFT + (column + 0.5) * cellWidth}" y="${TOP - 8}" text-anchor="middle" font-size="11" fill="var(--dim)">${formatTime(us)}</text>`
      : '',
  );
  const body = rows.map(({ guardSet, secondUs }, row) => {
    const y = TOP + row * CELL.height;
    const name =
      secondUs === null ? guardSet : `${guardSet}, ${second!.parameter} ${formatTime(secondUs)}`;
    const cells = columns.map((us, column) => {
      const point = sweep.points.find(
        (each) =>
          each.guardSet === guardSet &&
          each.valuesUs[0] === us &&
          (each.valuesUs[1] ?? null) === secondUs,
      );
      const x = LEFT + column * cellWidth;
      return cell(point, { x, y, width: cellWidth, isWorded });
    });
    return html`<text x="${LEFT - 10}" y="${y + 20}" text-anchor="end" font-size="12" fill="var(--ink)">${name}</text>${cells}`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Chart"><svg role="img" aria-label="Probability of a duplicate by ${first!.parameter} and guard set" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">${heads}${body}</svg></div>`;
}

function cell(
  point: SweepPoint | undefined,
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly isWorded: boolean;
  },
): Html {
  const { x, y, width, isWorded } = place;
  const box = html`x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${CELL.height - 2}"`;
  if (point === undefined) {
    return html`<rect ${box} fill="none" stroke="var(--rule)" stroke-dasharray="2 2"><title>not done</title></rect>`;
  }
  const { guardSet, valuesUs, probability, possible } = point;
  const words = `${guardSet} at ${valuesUs.map(formatTime).join(', ')}: ${probabilityWords(probability)} (${intervalWords(point)}), ${possibleWords(possible)}`;
  // The shade grows with the logarithm: a hundredth is to be seen.
  const shade = probability <= 0 ? 0 : Math.max(0.08, 1 + Math.log(probability) / Math.log(1e6));
  const edge =
    possible === false
      ? html` stroke="var(--good)" stroke-width="1.5"`
      : html` stroke="var(--rule)"`;
  const number = !isWorded
    ? ''
    : html`<text x="${x + width / 2}" y="${y + 19}" text-anchor="middle" font-size="11" fill="var(--ink)">${probability === 0 && possible === true ? '0 ?' : probabilityWords(probability)}</text>`;
  return html`<g><title>${words}</title><rect ${box} fill="var(--paper)"${edge}/><rect ${box} fill="var(--bad)" fill-opacity="${Math.round(shade * 55) / 100}"/>${number}</g>`;
}
