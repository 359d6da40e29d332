import { describe, expect, it } from 'vitest';
import { duplicatesOf, FINDINGS_MAX, FindingLog } from '../../src/verdict/index.js';
import { sampleFinding } from './sample-judgement.js';

describe('duplicates of findings', () => {
  it('counts by symbol, in the order of the first, under its kind', () => {
    const findings = [
      sampleFinding({ symbol: 'GME', duplicateKind: 'stale-read' }),
      sampleFinding(),
      sampleFinding({ symbol: 'GME', duplicateKind: 'bypass' }),
    ];
    expect(duplicatesOf(findings)).toEqual([
      { symbol: 'GME', count: 2, kind: 'stale-read' },
      { symbol: 'APP', count: 1, kind: 'bypass' },
    ]);
  });

  it('counts no finding of another assertion', () => {
    expect(
      duplicatesOf([sampleFinding({ duplicateKind: null }), sampleFinding({ symbol: null })]),
    ).toEqual([]);
  });
});

describe('the log of findings', () => {
  it('keeps them in the order in which they came', () => {
    const log = new FindingLog();
    const findings = [
      sampleFinding(),
      sampleFinding({ assertion: 'no-stall', duplicateKind: null }),
    ];
    for (const finding of findings) log.add(finding);
    expect(log.findings()).toEqual(findings);
    expect(log.duplicates()).toEqual([{ symbol: 'APP', count: 1, kind: 'bypass' }]);
  });

  it('caps each assertion by itself and announces the remainder', () => {
    const log = new FindingLog();
    for (let seq = 0; seq <= FINDINGS_MAX; seq++) log.add(sampleFinding({ seq }));
    const other = sampleFinding({
      assertion: 'rows-agree',
      severity: 'warning',
      duplicateKind: null,
    });
    for (let index = 0; index < FINDINGS_MAX; index++) log.add(other);
    const findings = log.findings();
    expect(findings).toHaveLength(2 * FINDINGS_MAX + 1);
    expect(findings.at(-1)).toMatchObject({
      assertion: 'no-duplicate',
      message: '1 more of no-duplicate not listed, the last at event 1000.',
    });
    expect(log.duplicates()[0]!.count).toBe(FINDINGS_MAX + 1);
  });
});
