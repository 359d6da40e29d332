import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOMS } from '../architecture/rooms.js';
import { withFragments } from './fragments.js';
import { renderRoomsTable } from './rooms-table.js';

const MAP = new URL('../../src/README.md', import.meta.url);
const map = readFileSync(MAP, 'utf8');

describe('src/README.md', () => {
  // Where a change is meant: npx vitest run test/documents -u
  it('holds the import table of the architecture test', async () => {
    const drawn = withFragments(map, { rooms: renderRoomsTable() });
    await expect(drawn).toMatchFileSnapshot('../../src/README.md');
  });

  it('says of every room what it is', () => {
    for (const [name, { planned }] of Object.entries(ROOMS))
      if (!planned) expect(map, name).toMatch(new RegExp(`^\\| \`${name}/\` \\| .+ \\|$`, 'm'));
  });

  it('links only to what is there', () => {
    for (const [, target] of map.matchAll(/\]\(([^)#:]+)\)/g))
      expect(existsSync(new URL(target!, MAP)), target).toBe(true);
  });
});
