import { type Html, html } from '../words/index.js';

/**
 * Shapes of what can happen. Each kind has a form of its own, so that no meaning
 * hangs on colour; the class `tone-…` only repeats it.
 */
export const SHAPES = {
  bought: {
    tone: 'good',
    words: 'order filled',
    path: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z',
    style: 'solid',
  },
  duplicate: {
    tone: 'bad',
    words: 'duplicate fill',
    path: 'M0-6.5 6.5 0 0 6.5-6.5 0z',
    style: 'solid',
  },
  sold: { tone: 'good', words: 'sale filled', path: 'M-5-4h10L0 5z', style: 'outline' },
  blocked: {
    tone: 'info',
    words: 'stopped by a guard',
    path: 'M-4.5-4.5h9v9h-9zM-4.5-4.5l9 9M4.5-4.5l-9 9',
    style: 'outline',
  },
  marked: {
    tone: 'dim',
    words: 'guard left its mark',
    path: 'M-2.5-5v10M-2.5-4.5h6l-2 2.2 2 2.3h-6',
    style: 'outline',
  },
  arrival: { tone: 'dim', words: 'signal arrived', path: 'M-2.5-4 2.5 0-2.5 4', style: 'outline' },
  late: {
    tone: 'warn',
    words: 'signal that no cycle took up',
    path: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0zM0-3V0h2.5',
    style: 'outline',
  },
  skip: {
    tone: 'dim',
    words: 'no order: too small, no shares or too risky',
    path: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0zM-2.5 0h5',
    style: 'outline',
  },
  reject: {
    tone: 'warn',
    words: 'refused by the broker',
    path: 'M0-6 6 0 0 6-6 0zM-2 0h4',
    style: 'outline',
  },
  trade: { tone: 'data', words: 'row in trades', path: 'M-3.5-3.5h7v7h-7z', style: 'solid' },
  position: { tone: 'data', words: 'row in positions', path: 'M0-4.5 4.5 3.5h-9z', style: 'solid' },
  stall: { tone: 'bad', words: 'nothing can go on', path: 'M-4.5-5h9l-9 10h9z', style: 'outline' },
} as const;

export type ShapeName = keyof typeof SHAPES;

/** The definitions that `shape` refers to: once per page. */
export function shapeDefinitions(): Html {
  const symbols = Object.entries(SHAPES).map(
    ([name, { path, style }]) => html`<path id="s-${name}" class="${style}" d="${path}"/>`,
  );
  return html`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>${symbols}<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern></defs></svg>
`;
}

/** One shape at a place of an SVG. */
export function shape(
  name: ShapeName,
  place: { readonly x: number; readonly y: number; readonly title?: string },
): Html {
  const title = place.title === undefined ? '' : html`<title>${place.title}</title>`;
  return html`<use href="#s-${name}" class="tone-${SHAPES[name].tone}" x="${px(place.x)}" y="${px(place.y)}">${title}</use>`;
}

/** The shape as a small picture in running text; the words beside it say the same. */
export function shapeIcon(name: ShapeName): Html {
  return html`<svg class="icon" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shape(name, { x: 0, y: 0 })}</svg>`;
}

/**
 * A coordinate with at most one decimal: finer than a pixel is noise in the file.
 * Determinism: a fixed number of digits keeps the page equal byte by byte.
 */
export function px(coordinate: number): string {
  return String(Math.round(coordinate * 10) / 10);
}
