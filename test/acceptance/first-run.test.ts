import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, runRacetape, temporaryFolder } from './run-racetape.js';

const folder = temporaryFolder();
let answer: Answer;
beforeAll(() => {
  answer = runRacetape(folder.path, 'start');
});
afterAll(() => folder.remove());

describe('the first run', () => {
  it('ends well, with the two incidents on one screen and nothing on stderr', () => {
    expect(answer.stderr).toBe('');
    expect(answer.code).toBe(0);
    expect(answer.stdout).toMatch(/app-4x-buy +none +4 +3 .* ↻ reproduced /);
    expect(answer.stdout).toMatch(/gme-3x-buy +none +3 +2 .* ↻ reproduced /);
    expect(answer.stdout).toMatch(/\d+ runs and \d+ explorations, all as expected\n/);
    expect(answer.stdout).toMatch(/Report: reports\/index\.html\n$/);
    expect(answer.stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
    expect(answer.stdout).not.toContain('\u001b');
  });

  it('leaves a report that needs nothing from outside', () => {
    for (const page of ['index.html', 'app-4x-buy/index.html', 'gme-3x-buy/index.html']) {
      const html = readFileSync(join(folder.path, 'reports', page), 'utf8');
      expect(html).toMatch(/^<!doctype html>/i);
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  it('leaves only links that lead somewhere', () => {
    for (const page of ['index.html', 'app-4x-buy/index.html']) {
      const path = join(folder.path, 'reports', page);
      for (const [, href] of readFileSync(path, 'utf8').matchAll(/href="([^"#][^"]*)"/g))
        expect(existsSync(join(path, '..', decodeURIComponent(href!))), href).toBe(true);
    }
  });
});
