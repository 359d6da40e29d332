import { describe, expect, it } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

const row = (quantity: number) => `{symbol: APP, side: BUY, quantity: ${quantity}}`;
const recordOf = (...quantities: number[]) => ({
  record: `record:\n  trades: [${quantities.map(row).join(', ')}]\n  span: 0s`,
});

/** What a replay under one guard set says: its exit code, its JSON and its words. */
async function replayed(scenario: Readonly<Record<string, string>>, guards: string) {
  const host = fakeHost();
  host.put('a.yaml', smallScenario(scenario));
  const words = ['replay', 'a.yaml', '--guards', guards];
  const code = await host.run(...words);
  const { stdout } = host.said;
  host.said.stdout = '';
  expect(await host.run(...words, '--json')).toBe(code);
  const [run] = JSON.parse(host.said.stdout).runs;
  return { code, stdout, run };
}

describe('the record in the terminal', () => {
  it('is reproduced by a run that writes its rows', async () => {
    const { code, stdout, run } = await replayed(recordOf(7, 1), 'none');
    expect(code).toBe(0);
    expect(run.matchesRecord).toBe(true);
    expect(run.record).toEqual({
      reproduced: true,
      rows: 2,
      recordedRows: 2,
      missing: [],
      extra: [],
      spanUs: 0,
      recordedSpanUs: 0,
    });
    expect(stdout).toMatch(/a under none reproduces the record/);
  });

  it('says which rows are missing, and which are too many', async () => {
    const missing = await replayed(recordOf(7, 1, 12), 'none');
    expect(missing.code).toBe(1);
    expect(missing.run.record).toMatchObject({ reproduced: false, rows: 2, recordedRows: 3 });
    expect(missing.run.record.missing).toEqual([
      { symbol: 'APP', side: 'BUY', quantity: 12, count: 1 },
    ]);
    expect(missing.stdout).toMatch(/not reproduce the record.*2 of 3 rows.*BUY 12 APP/);
    const extra = await replayed(recordOf(7), 'none');
    expect(extra.run.record).toMatchObject({ rows: 1, recordedRows: 1, missing: [] });
    expect(extra.run.record.extra).toEqual([{ symbol: 'APP', side: 'BUY', quantity: 1, count: 1 }]);
    expect(extra.stdout).toMatch(/not reproduce the record.*BUY 1 APP/);
  });

  it('is not asked under guards that were not there', async () => {
    const { run, stdout } = await replayed(recordOf(7), 'all');
    expect([run.record, run.matchesRecord]).toEqual([null, null]);
    expect(stdout).not.toContain('the record');
  });
});

describe('a guard set of which the scenario says nothing', () => {
  it.each([
    ['pass', 'cycle-set', 0],
    ['fail', 'memory-position', 1],
  ])('has no expectation: %s', async (verdict, guards, wanted) => {
    const { code, stdout, run } = await replayed({}, guards);
    expect(code).toBe(wanted);
    expect(run).toMatchObject({ verdict, expectation: null });
    expect(stdout).toContain('no expectation');
    expect(stdout).not.toMatch(/not as expected|unexpected|\byes\b|, (all )?as expected/);
  });

  it('has none where the search was cut, and ends in 3', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 1_000 });
    expect(await host.run('explore', 'a.yaml', '--guards', 'cycle-set', '--budget', '2s')).toBe(3);
    expect(host.said.stdout).toMatch(/inconclusive.*\(no expectation\)/);
  });

  it('is never not as expected where it reproduces the record', async () => {
    const { code, stdout, run } = await replayed({ ...recordOf(1, 7), expect: '' }, 'recorded');
    expect(run).toMatchObject({ verdict: 'fail', matchesRecord: true, expectation: null });
    expect(code).toBe(1);
    expect(stdout).toMatch(/reproduces the record/);
    expect(stdout).not.toMatch(/not as expected|unexpected/);
  });

  it('is told apart from a set whose expectation is missed, in an exploration too', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario({ expect: 'expect:\n  - {guards: none, verdict: pass}' }));
    expect(await host.run('explore', 'a.yaml', '--guards', 'memory-position')).toBe(1);
    expect(host.said.stdout).toMatch(/fail.*\(no expectation\)/);
    host.said.stdout = '';
    expect(await host.run('explore', 'a.yaml', '--guards', 'none')).toBe(1);
    expect(host.said.stdout).toMatch(/fail.*\(not as expected: pass\)/);
    const missed = await replayed({ expect: 'expect:\n  - {guards: none, verdict: pass}' }, 'none');
    expect(missed.code).toBe(1);
    expect(missed.run.expectation).toBe('pass');
    expect(missed.stdout).toContain('not as expected: a.yaml --guards none');
  });
});
