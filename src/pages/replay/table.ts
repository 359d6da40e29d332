import { groupDigits, type Html, type HtmlValue, html } from '../../words/index.js';

/** A column of a table. */
interface Column {
  readonly name: string;
  readonly align?: 'left' | 'right';
  /** `strip` and `layers` keep a column wide enough to be read. */
  readonly room?: 'strip' | 'layers';
}

/** A row: its cells, the first of them its heading, and a tone that words in it repeat. */
interface Row {
  readonly cells: readonly HtmlValue[];
  readonly tone?: 'bad' | 'warn';
  /** What a script picks rows by. */
  readonly facts?: RowFacts;
}

interface RowFacts {
  readonly kind: 'replay' | 'explore';
  readonly verdict: string;
  readonly standing: string;
}

export function factWords({ kind, verdict, standing }: RowFacts): Html {
  return html` data-kind="${kind}" data-verdict="${verdict}" data-standing="${standing}"`;
}

/**
 * A table with a caption and scoped headings, scrolling sideways on its own where it
 * is too wide. Rows beyond `rowsMax` are left out, which is announced below it.
 */
export function renderTable(table: {
  readonly caption: HtmlValue;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly rowsMax: number;
  /** All rows that there are, where `rows` holds only some; otherwise its length. */
  readonly rowsCount?: number;
  /** Where to find what is left out. */
  readonly rest?: string;
}): Html {
  const { columns, rows, rowsMax } = table;
  const rowsCount = table.rowsCount ?? rows.length;
  const kept = rows.slice(0, rowsMax);
  const head = columns.map(
    (column) => html`<th scope="col"${alignClass(column)}>${column.name}</th>`,
  );
  const body = kept.map(({ cells, tone, facts }) => {
    const toned = tone === undefined ? '' : html` class="${tone}"`;
    const [first, ...others] = cells;
    const data = others.map(
      (cell, index) => html`<td${alignClass(columns[index + 1])}>${cell}</td>`,
    );
    return html`<tr${toned}${facts === undefined ? '' : factWords(facts)}><th scope="row"${alignClass(columns[0])}>${first}</th>${data}</tr>
`;
  });
  const left = rowsCount - kept.length;
  const rest = table.rest ?? 'the tape has all of them';
  const cut =
    left > 0
      ? omissionNote(
          `${groupDigits(left)} of ${groupDigits(rowsCount)} rows are not shown here; ${rest}.`,
        )
      : '';
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><caption>${table.caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>
${cut}`;
}

/** Says that something was left out. */
export function omissionNote(words: string): Html {
  return html`<p class="note cut"><strong>Shortened.</strong> ${words}</p>
`;
}

function alignClass(column: Column | undefined): Html | '' {
  if (column?.room !== undefined) return html` class="${column.room}-cell"`;
  return column?.align === 'right' ? html` class="number"` : '';
}
