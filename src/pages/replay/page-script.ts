/**
 * The script that a page may carry, as `vite build` leaves it in `dist/assets/`. The
 * room reads no files, so whoever renders a page hands it in; without it the page is
 * the same, but does nothing.
 */
export interface PageScript {
  readonly text: string;
  /** SHA-256 of the text, base64: the page's policy lets exactly this script run. */
  readonly sha256: string;
}

/** Ids by which the script finds what the page holds for it. */
export const DATA_ID = 'racetape-data';
export const PLAYER_ID = 'player';
