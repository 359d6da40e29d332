import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runRacetape, temporaryFolder } from '../acceptance/run-racetape.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const CROSS = 'scenarios/zoo-m2-state-reset.yaml';
const WRONG_ZONE = 'scenarios/zoo-m9-wrong-zone.yaml';
const RECENT = ['--guards', 'memory-position,recent-trade'];

describe('racetape --fault', () => {
  it('replays the pasted line of a counterexample, faults and all, to the very tape', () => {
    const { code, stdout } = runRacetape(folder.path, 'explore', WRONG_ZONE, ...RECENT, '--json');
    const { counterexample, coverage } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect([coverage.kind, coverage.faultsMax, coverage.plans]).toEqual(['complete', 1, 3]);
    expect(counterexample.faults).toEqual(['clock-skew(runner=r2, by=2m)']);
    const place = join(folder.path, 'reports/zoo-m9-wrong-zone/memory-position+recent-trade');
    const told = readFileSync(join(place, 'counterexample.jsonl'), 'utf8');
    const fault = ['--fault', counterexample.faults[0], '--token', counterexample.token];
    expect(runRacetape(folder.path, 'replay', WRONG_ZONE, ...RECENT, ...fault).code).not.toBe(2);
    expect(readFileSync(join(place, 'tape.jsonl'), 'utf8')).toBe(told);
  });

  it('refuses a token without the faults that it was printed with', () => {
    const { stdout } = runRacetape(folder.path, 'explore', WRONG_ZONE, ...RECENT, '--json');
    const { token } = JSON.parse(stdout).counterexample;
    const { code, stderr } = runRacetape(
      folder.path,
      'replay',
      WRONG_ZONE,
      ...RECENT,
      '--token',
      token,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('the token belongs to another scenario');
  });

  it('searches what the command line adds, as many at once as it says', () => {
    const maybe = ['--fault', 'broker-reject(signal=first, when=maybe)'];
    const explore = (...more: string[]) =>
      JSON.parse(
        runRacetape(folder.path, 'explore', CROSS, '--guards', 'all', ...maybe, ...more, '--json')
          .stdout,
      ).coverage;
    expect(explore()).toMatchObject({ faultsMax: 1, plans: 2 });
    expect(explore('--faults', '0')).toMatchObject({ faultsMax: 0, plans: 1 });
  });

  it.each([
    ['write-lots', 'did you mean write-lost?'],
    ['busy(signal=nobody)', 'the id of a signal'],
    ['read-error(operation=broker)', 'an operation that read-error can strike: db.read'],
  ])('refuses %s with exit 2, and writes nothing', (fault, words) => {
    const { code, stdout, stderr } = runRacetape(
      folder.path,
      'replay',
      CROSS,
      '--fault',
      fault,
      '--out',
      'none',
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.toLowerCase()).toContain(words);
  });
});
