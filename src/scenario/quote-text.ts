const SHOWN_MAX = 60;

/**
 * C1 controls, direction marks and line separators: `JSON.stringify` leaves
 * them in, and they would reorder or break the line they are shown on.
 */
const INVISIBLE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Somebody's text in double quotes, on one line, with nothing invisible in it.
 * @example quoteText('a\u202eb') // '"a\\u202eb"'
 */
export function quoteText(text: string): string {
  const points = [...text.slice(0, 2 * SHOWN_MAX + 2)];
  const cut =
    points.length > SHOWN_MAX ? `${points.slice(0, SHOWN_MAX).join('')}…` : points.join('');
  return JSON.stringify(cut).replace(INVISIBLE, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
