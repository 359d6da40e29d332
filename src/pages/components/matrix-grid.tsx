import type { GuardName } from '../../domain/index.js';
import { alarmWord, type MatrixReport } from '../../words/index.js';
import { Sign } from './sign.js';

/** How many of the varied guards stand at the side; the others stand on top. */
const SIDE_COUNT = 3;

/**
 * Every guard set at a glance: sets of the first guards down the side, sets of the last
 * ones across, each cell a sign and a word. The table below it has the certificates.
 */
export function MatrixGrid({ matrix }: { readonly matrix: MatrixReport }) {
  const side = matrix.varied.slice(0, SIDE_COUNT);
  const top = matrix.varied.slice(SIDE_COUNT);
  const columns = subsets(top);
  const cellOf = (guards: readonly GuardName[]) => {
    const wanted = new Set(guards);
    return matrix.cells.findIndex(({ guards: given }) =>
      matrix.varied.every((name) => given.includes(name) === wanted.has(name)),
    );
  };
  return (
    <table class="grid-table">
      <caption>
        Each cell is one guard set: those named at its row and those named at its column, and
        memory-position.
      </caption>
      <thead>
        <tr>
          <td />
          {columns.map((names) => (
            <th scope="col" key={names.join()}>
              {names.length === 0 ? without(top) : names.join(' + ')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {subsets(side).map((names) => (
          <tr key={names.join()}>
            <th scope="row">{names.length === 0 ? 'none of the others' : names.join(' + ')}</th>
            {columns.map((more) => {
              const index = cellOf([...names, ...more]);
              const cell = matrix.cells[index];
              return cell === undefined ? (
                <td key={more.join()} class="grid-cell">
                  not run
                </td>
              ) : (
                <td
                  key={more.join()}
                  class={`grid-cell ${cell.coverage.alarm ? 'fail' : cell.verdict}`}
                >
                  {cell.coverage.alarm ? (
                    <strong>! {alarmWord(cell.coverage.alarm)} </strong>
                  ) : null}
                  <a href={`#set-${index + 1}`}>
                    <Sign verdict={cell.verdict} size={13} /> {cell.verdict}
                  </a>
                  {cell.kind === null ? null : <small>{cell.kind}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function without(names: readonly GuardName[]): string {
  if (names.length === 0) return 'verdict';
  return names.length === 1 ? `without ${names[0]}` : `neither ${names.join(' nor ')}`;
}

/** All subsets, the empty one first, small ones before large ones. */
function subsets(names: readonly GuardName[]): readonly (readonly GuardName[])[] {
  const all = Array.from({ length: 1 << names.length }, (_, bits) =>
    names.filter((_name, index) => (bits & (1 << index)) !== 0),
  );
  return all.sort((a, b) => a.length - b.length);
}
