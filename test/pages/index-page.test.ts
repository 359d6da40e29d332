import { describe, expect, it } from 'vitest';
import { hasTrend } from '../../src/pages/components/trend.js';
import { type IndexEntry, renderIndex } from '../../src/pages/index.js';
import type { FoundResult } from '../../src/words/index.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';

const words = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

function found(place: string, changes: Partial<FoundResult> = {}): FoundResult {
  return {
    place,
    kind: 'replay',
    scenario: 'scenarios/app-4x-buy.yaml',
    guards: 'memory-position',
    verdict: 'pass',
    standing: 'met',
    duplicates: 0,
    ...changes,
  };
}

const resultsOf = (results: readonly FoundResult[]) => ({ results, skippedCount: 0, isCut: false });

function entry(run: ReturnType<typeof appWithoutGuards>, expected: boolean): IndexEntry {
  const { header, judgement, digest } = run;
  return {
    header,
    judgement: { ...judgement, expected },
    digest,
    pagePath: 'a/index.html',
    links: [],
  };
}

describe('the index of many runs', () => {
  it('begins with what did not go as expected, and the line that shows it again', () => {
    const page = words(
      renderIndex([entry(appWithThreeLayers(), true), entry(appWithoutGuards(), false)]),
    );
    const places = [
      '1 of 2 runs did not go as expected.',
      'Not as expected',
      'APP was bought 4 times where once was due.',
      'npx racetape replay scenarios/app-4x-buy.yaml --guards none --seed 1',
      'All scenarios and guard sets.',
    ].map((text) => page.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('says nothing of failures where there are none, and of a trend where there is one result each', () => {
    const page = renderIndex([entry(appWithoutGuards(), true)], [], {
      found: resultsOf([found('a')]),
    });
    expect(page).not.toContain('id="failed-title"');
    expect(page).not.toContain('id="trend"');
    expect(hasTrend(resultsOf([found('a'), found('b', { kind: 'explore' })]))).toBe(false);
  });

  it('shows how a scenario fared over the folders, and since when', () => {
    const results = [
      found('day-1'),
      found('day-2', { verdict: 'fail', duplicates: 2, standing: 'missed' }),
      found('day-3', { verdict: 'fail', duplicates: 2, standing: 'missed' }),
    ];
    const page = renderIndex([], [], { found: resultsOf(results) });
    expect(words(page)).toContain('fail since day-2, pass before');
    expect(page.match(/class="trend-cell fail unexpected"/g)).toHaveLength(2);
    expect(page).toContain('href="day-3/replay.json"');
    expect(page).toContain('day-3: fail, 2 duplicates, not as expected');
  });

  it('lists first what is wrong now, then what was run again', () => {
    const results = [
      found('a', { scenario: 'once.yaml' }),
      found('a', { scenario: 'again.yaml' }),
      found('b', { scenario: 'again.yaml' }),
      found('a', { scenario: 'wrong.yaml', standing: 'missed', verdict: 'fail' }),
    ];
    const page = words(renderIndex([], [], { found: resultsOf(results) }));
    const places = ['wrong.yaml', 'again.yaml', 'once.yaml'].map((text) => page.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(page).toContain('always the same');
    expect(page).toContain('one result');
  });

  it('announces what it leaves out', () => {
    const many = Array.from({ length: 60 }, (_, index) => found(`day-${index}`));
    const rows = Array.from({ length: 230 }, (_, index) =>
      found('x', { scenario: `${index}.yaml` }),
    );
    const page = words(
      renderIndex([], [], { found: { results: [...many, ...rows], skippedCount: 3, isCut: true } }),
    );
    expect(page).toContain('20 before');
    expect(page).toContain(
      'Shortened. 31 more rows are not shown; 3 files could not be read as a result; the folder holds more than was looked at',
    );
    const failures = Array.from({ length: 25 }, () => entry(appWithoutGuards(), false));
    expect(words(renderIndex(failures))).toContain('5 more stand in the tables below.');
  });

  it('shows hostile names as text', () => {
    const place = '</a><script>x</script>';
    const results = [found(place, { scenario: place }), found(`${place}2`, { scenario: place })];
    expect(renderIndex([], [], { found: resultsOf(results) })).not.toContain('<script');
  });
});
