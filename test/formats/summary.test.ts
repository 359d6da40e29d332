import { describe, expect, it } from 'vitest';
import { renderSummary } from '../../src/formats/index.js';
import { fitText, textWidth } from '../../src/words/index.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import { judgement, scenarioWords, tapeHeader } from '../support/tape-builder.js';

const PLAIN = { color: false, width: 120 } as const;

describe('renderSummary', () => {
  it('lines up scenario, guards, fills, duplicates, layers, verdict and expectation', () => {
    expect(renderSummary([appWithoutGuards(), appWithThreeLayers()], PLAIN)).toBe(
      [
        'scenario    guards       fills  dup  blocked by layer  verdict       as expected',
        '──────────  ───────────  ─────  ───  ────────────────  ────────────  ───────────',
        'app-4x-buy  none             4    3  –                 ↻ reproduced  ✓ yes',
        '            three-layer      1    0  cycle-set 3       ✓ pass        ✓ yes',
        '',
        '✓ 2 runs, all as expected',
        '',
      ].join('\n'),
    );
  });

  it('keeps the word fail for a failure that the scenario does not expect', () => {
    const { header, judgement: judged } = appWithoutGuards();
    const missed = { header, judgement: { ...judged, expected: false } };
    const silent = { header: { ...header, guards: ['lease' as const] }, judgement: judged };
    for (const run of [missed, silent]) {
      expect(renderSummary([run], PLAIN)).toContain('✗ fail');
      expect(renderSummary([run], PLAIN)).not.toContain('reproduced');
    }
  });

  it('says in words what colour repeats', () => {
    const run = {
      header: tapeHeader(),
      judgement: judgement({ verdict: 'inconclusive', expected: false }),
    };
    const plain = renderSummary([run], PLAIN);
    const painted = renderSummary([run], { ...PLAIN, color: true });
    expect(plain).toContain('? inconclusive  ✗ no, unexpected');
    expect(plain).toContain('✗ 1 run, 1 not as expected');
    expect(plain).not.toContain('\u001b');
    expect(painted).toContain('\u001b[31m');
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('names what was over-blocked', () => {
    const finding = {
      assertion: 'exactly-one',
      severity: 'error',
      message: '',
      atUs: 0,
      seq: 0,
      symbol: 'APP',
      duplicateKind: null,
    } as const;
    const run = { header: tapeHeader(), judgement: judgement({ findings: [finding] }) };
    expect(renderSummary([run], PLAIN)).toContain('over-blocked 1');
    expect(renderSummary([run], PLAIN)).toContain('1 run, as expected');
  });

  it('cuts names on a narrow terminal and shows the cut', () => {
    const id = 'a-scenario-with-a-very-long-name-that-goes-on';
    const header = tapeHeader({
      scenario: scenarioWords({ id }),
      guardSet: 'cycle-set,pending-lock,db-position',
    });
    const text = renderSummary([{ header, judgement: judgement() }], { color: false, width: 80 });
    const lines = text.split('\n');
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
    expect(lines[2]).toContain('\u2026');
  });

  it('shows escape sequences and marks of direction instead of obeying them', () => {
    const scenario = scenarioWords({ id: '\u001b[2J\u202eevil' });
    const header = tapeHeader({ scenario, guardSet: '\u0007bell' });
    const text = renderSummary([{ header, judgement: judgement() }], PLAIN);
    expect(text).toContain('\u241b[2J\u27e8U+202E\u27e9evil');
    expect(text).toContain('\u2407bell');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('textWidth', () => {
  it('counts wide characters twice and combining ones not at all', () => {
    expect(['APP', '売買', 'e\u0301', '\u{1f4c8}', '\u2713'].map(textWidth)).toEqual([
      3, 4, 1, 2, 1,
    ]);
  });

  it('cuts to a width with an ellipsis', () => {
    expect([fitText('abcdef', 4), fitText('abc', 4), fitText('売買売買', 4)]).toEqual([
      'abc\u2026',
      'abc',
      '売\u2026',
    ]);
  });
});
