import { describe, expect, it } from 'vitest';
import type { GuardName } from '../../src/domain/index.js';
import type { MoneyPoint } from '../../src/history/money-series.js';
import { MatrixGrid } from '../../src/pages/components/matrix-grid.js';
import { MoneyChart } from '../../src/pages/components/money-chart.js';
import { rendered } from '../../src/pages/components/rendered.js';
import { readMatrix } from '../../src/verdict/index.js';
import type { MatrixReport } from '../../src/words/exploration/exploration.js';
import { USD } from '../support/tape-builder.js';

const COVERAGE = {
  kind: 'complete',
  schedules: 1,
  classes: 1,
  redundant: 0,
  infeasible: 0,
  bound: null,
  estimate: null,
  note: null,
  alarm: null,
  faultsMax: 0,
  plans: 1,
} as const;

function matrixOf(varied: readonly GuardName[], safe: GuardName): MatrixReport {
  const cells = Array.from({ length: 1 << varied.length }, (_, bits) => {
    const guards = varied.filter((_name, index) => (bits & (1 << index)) !== 0);
    const isSafe = guards.includes(safe);
    return {
      guards: ['memory-position' as const, ...guards],
      verdict: isSafe ? ('pass' as const) : ('fail' as const),
      coverage: COVERAGE,
      token: isSafe ? null : '1abc',
      kind: isSafe ? null : 'bypass',
      faults: [],
      cut: [],
    };
  });
  return {
    scenario: { id: 'a', path: 'a.yaml', title: 'A' },
    seed: 1,
    timed: true,
    varied,
    cells,
    reading: readMatrix([], ['cycle-set']),
    elapsedMs: 5,
    extraOptions: [],
  };
}

const words = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the grid of a matrix', () => {
  it('has a cell for each set, with a word and not only a colour', () => {
    const varied = [
      'cycle-set',
      'pending-lock',
      'db-position',
      'recent-trade',
      'unique-intent',
    ] as const;
    const { markup } = rendered(MatrixGrid, { matrix: matrixOf(varied, 'unique-intent') });
    expect(markup.match(/<td class="grid-cell pass">/g)).toHaveLength(16);
    expect(markup.match(/<td class="grid-cell fail">/g)).toHaveLength(16);
    expect(words(markup)).toContain('neither recent-trade nor unique-intent');
    expect(words(markup)).toMatch(/cycle-set \+ db-position fail bypass fail bypass pass pass/);
  });

  it('bears few guards, and a set that was not run', () => {
    const matrix = matrixOf(['cycle-set'], 'cycle-set');
    const { markup } = rendered(MatrixGrid, {
      matrix: { ...matrix, cells: matrix.cells.slice(1) },
    });
    expect(words(markup)).toContain('verdict none of the others not run cycle-set pass');
    const four = matrixOf(
      ['cycle-set', 'pending-lock', 'db-position', 'recent-trade'],
      'cycle-set',
    );
    expect(words(rendered(MatrixGrid, { matrix: four }).markup)).toContain('without recent-trade');
  });
});

describe('the still chart of an account', () => {
  const point = (atUs: number, cash: number): MoneyPoint => ({
    atUs,
    cash,
    holdings: 0,
    equity: cash,
  });

  it('says in words where cash and equity end, for who cannot see it', () => {
    const points = [point(0, 100 * USD), point(500, 40 * USD)];
    const { markup } = rendered(MoneyChart, { points, endUs: 1_000 });
    expect(markup).toContain('cash ends at $40.00, equity at $40.00');
    expect(markup).not.toMatch(/NaN|undefined| style=/);
    expect(markup).toBe(rendered(MoneyChart, { points, endUs: 1_000 }).markup);
  });

  it('draws a bounded number of steps and says so', () => {
    const points = Array.from({ length: 5_000 }, (_, index) => point(index, index * USD));
    const { markup } = rendered(MoneyChart, { points, endUs: 5_000 });
    expect(words(markup)).toContain('Shortened: 300 of 5000 steps are drawn.');
    expect(markup.length).toBeLessThan(20_000);
  });
});

describe('what a component renders', () => {
  it('shows hostile text as text', () => {
    const scenario = { id: 'a', path: 'a', title: 'a' };
    const matrix = matrixOf(['cycle-set'], 'cycle-set');
    const kind = '</td><script>x</script>\u202e';
    const cells = matrix.cells.map((cell) => ({ ...cell, verdict: 'fail' as const, kind }));
    const { markup } = rendered(MatrixGrid, { matrix: { ...matrix, scenario, cells } });
    expect(markup).not.toContain('<script');
    expect(markup).toContain('\u27e8U+202E\u27e9');
  });
});
