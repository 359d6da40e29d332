import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { PageScript } from '../pages/index.js';

/** Where `vite build` leaves the scripts, seen from `src/cli/` as from `dist/cli/`. */
const ASSETS = new URL('../../dist/assets/', import.meta.url);
const known = new Map<string, PageScript | undefined>();

/**
 * A script that pages carry, by its name: `report`. Undefined where it has not been
 * built (tests that run from the source alone): pages are then still and complete.
 */
export function pageScript(name: string): PageScript | undefined {
  if (known.has(name)) return known.get(name);
  const place = new URL(`${name}.js`, ASSETS);
  const text = existsSync(place) ? readFileSync(place, 'utf8') : null;
  const script =
    text === null
      ? undefined
      : { text, sha256: createHash('sha256').update(text, 'utf8').digest('base64') };
  known.set(name, script);
  return script;
}
