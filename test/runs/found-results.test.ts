import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findResults } from '../../src/runs/found-results.js';

const folder = mkdtempSync(join(tmpdir(), 'racetape-found-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(
    join(folder, path),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
}

const run = {
  scenario: 'a.yaml',
  guards: ['memory-position'],
  verdict: 'fail',
  expected: false,
  duplicates: [{ count: 2 }, { count: 1 }],
};

describe('results below a folder', () => {
  it('are found by the order of folder names, and read by what their JSON says', () => {
    put('day-2/a/none/replay.json', {
      version: 1,
      runs: [{ ...run, duplicates: 'x', expectation: null }],
    });
    put('day-1/a/none/replay.json', { version: 1, runs: [run] });
    put('day-1/a/none/explore.json', { version: 1, ...run, verdict: 'pass', expected: true });
    const { results, skippedCount, isCut } = findResults(folder);
    expect(
      results.map(({ place, kind, verdict, duplicates, standing }) => [
        place,
        kind,
        verdict,
        duplicates,
        standing,
      ]),
    ).toEqual([
      ['day-1/a/none', 'explore', 'pass', null, 'met'],
      ['day-1/a/none', 'replay', 'fail', 3, 'missed'],
      ['day-2/a/none', 'replay', 'fail', 0, 'none'],
    ]);
    expect({ skippedCount, isCut }).toEqual({ skippedCount: 0, isCut: false });
  });

  it('are counted where they cannot be read, and passed over in hidden folders', () => {
    put('other/replay.json', '{"half": ');
    put('other/b/replay.json', { runs: [{ scenario: 1 }] });
    put('other/c/explore.json', 'null');
    put('.hidden/replay.json', { runs: [run] });
    expect(findResults(folder).skippedCount).toBe(3);
    expect(findResults(folder).results).toHaveLength(3);
  });

  it('are not looked for endlessly, and that is said', () => {
    put('1/2/3/4/5/replay.json', { runs: [run] });
    const { results, isCut } = findResults(folder);
    expect(isCut).toBe(true);
    expect(results).toHaveLength(3);
  });

  it('are none where there is no folder', () => {
    expect(findResults(join(folder, 'missing'))).toEqual({
      results: [],
      skippedCount: 0,
      isCut: false,
    });
  });
});
