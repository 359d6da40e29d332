import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { digestLines } from './digests.js';

const SCRIPT = fileURLToPath(new URL('print-digests.mjs', import.meta.url));

function printed(seed: number, environment: Record<string, string>): string[] {
  const output = execFileSync(process.execPath, [SCRIPT, String(seed)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return output.split('\n');
}

describe('a fresh process', () => {
  it('gives the same digests, whatever its time zone and language, seed 1', async () => {
    const here = await digestLines(1);
    expect(printed(1, { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' })).toEqual(
      here,
    );
  });
});
