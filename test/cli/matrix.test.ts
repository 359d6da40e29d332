import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

function hostWith(options: Parameters<typeof fakeHost>[0] = {}) {
  const host = fakeHost(options);
  host.put('a.yaml', smallScenario());
  return host;
}

const GUARDS = ['cycle-set', 'pending-lock', 'db-position', 'recent-trade', 'unique-intent'];

describe('racetape matrix', () => {
  it('prints the JSON that tools depend on: 32 cells and what they say together', async () => {
    const host = hostWith();
    expect(await host.run('matrix', 'a.yaml', '--json', '--workers', '1')).toBe(0);
    const matrix = JSON.parse(host.said.stdout);
    expect(Object.keys(matrix).slice(0, 3)).toEqual(['version', 'scenario', 'cells']);
    expect(matrix.cells).toHaveLength(32);
    for (const cell of matrix.cells) {
      expect(Object.keys(cell)).toEqual([
        'guards',
        'verdict',
        'coverage',
        'token',
        'kind',
        'faults',
        'cut',
      ]);
      expect(cell.guards).toContain('memory-position');
      expect(cell.token === null).toBe(cell.verdict === 'pass');
      // Two tasks of one cycle: either of two marks in memory, or the claim at the broker, is enough.
      const stops = ['cycle-set', 'pending-lock', 'unique-intent'];
      const isSafe = stops.some((guard) => cell.guards.includes(guard));
      expect(cell.verdict).toBe(isSafe ? 'pass' : 'fail');
    }
    expect(matrix.reading).toMatchObject({
      necessary: [],
      redundant: ['db-position', 'recent-trade'],
      minimalSafe: ['cycle-set', 'pending-lock', 'unique-intent'].map((guard) => [
        'memory-position',
        guard,
      ]),
      undecided: 0,
      safe: 28,
      failing: 4,
      undecidedSets: [],
      soFar: { necessary: [], redundant: [], minimalSafe: [] },
    });
    const saved = readFileSync(join(host.cwd, 'reports/a/matrix.json'), 'utf8');
    expect(saved).toBe(host.said.stdout);
  });

  it('is the same for any number of workers', async () => {
    const cellsOf = async (workers: string) => {
      const host = hostWith();
      await host.run('matrix', 'a.yaml', '--json', '--workers', workers);
      return JSON.parse(host.said.stdout).cells;
    };
    expect(await cellsOf('2')).toEqual(await cellsOf('1'));
  });

  it('draws a grid that is read by words as well, the reading under it, and a line to paste', async () => {
    const host = hostWith();
    expect(await host.run('matrix', 'a.yaml', '--workers', '1')).toBe(0);
    const { stdout } = host.said;
    expect(stdout).toContain(GUARDS.join('  '));
    expect(stdout.match(/^[●○]/gm)).toHaveLength(33);
    expect(stdout.match(/✗ fail +complete\(\d+\) +\S+ {2}check-then-act$/gm)).toHaveLength(4);
    expect(stdout).toContain('● in the set  ○ left out');
    expect(stdout).toMatch(/: cycle-set; pending-lock; unique-intent\.$/m);
    expect(stdout).toContain('No guard is necessary');
    expect(stdout).toMatch(/^Redundant.*: db-position and recent-trade\./m);
    expect(stdout).not.toMatch(/so far|undecided/);
    const line = /^ {2}npx racetape (replay .*)$/m.exec(stdout)![1]!;
    expect(line).toContain('--guards memory-position --token ');
    expect(await host.run(...line.split(' '), '--out', 'there')).toBe(1);
    expect(host.said.stdout).toContain('✗ fail');
  });

  it('leaves a page of all sets', async () => {
    const host = hostWith();
    await host.run('matrix', 'a.yaml', '--workers', '1');
    const page = readFileSync(join(host.cwd, 'reports/a/matrix.html'), 'utf8');
    expect(page.match(/<th scope="row" class="number">/g)).toHaveLength(32);
    for (const words of ['What the sets say together', 'npx racetape replay a.yaml', 'complete('])
      expect(page).toContain(words);
  });

  it('shares its budget out, and says what stays undecided; exit 3', async () => {
    const host = hostWith();
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 10 });
    const code = await host.run('matrix', 'a.yaml', '--json', '--workers', '1', '--budget', '1s');
    const { cells, reading } = JSON.parse(host.said.stdout);
    const undecided = cells.filter((cell: { verdict: string }) => cell.verdict === 'inconclusive');
    expect(undecided.length).toBeGreaterThan(0);
    expect(reading.undecided).toBe(undecided.length);
    expect(reading.safe + reading.failing + reading.undecided).toBe(32);
    expect(reading.undecidedSets.map(({ guards }: { guards: string[] }) => guards)).toEqual(
      undecided.map(({ guards }: { guards: string[] }) => guards),
    );
    for (const guard of reading.necessary)
      for (const { guards, verdict } of cells)
        if (!guards.includes(guard)) expect(verdict).toBe('fail');
    expect(code).toBe(3);
  });

  it('saves and prints what is known after Ctrl-C; exit 130', async () => {
    const host = hostWith();
    host.interruptAfter = 60;
    expect(await host.run('matrix', 'a.yaml', '--workers', '1')).toBe(130);
    expect(host.said.stdout).toMatch(/\d+ of 32 sets were not finished/);
    expect(host.said.stdout).not.toMatch(/^Necessary:|budget/m);
    expect(host.said.stderr).toContain('interrupted');
    expect(host.files()).toContain('reports/a/matrix.html');
  });

  it('hears Ctrl-C with workers too', async () => {
    const host = hostWith();
    host.interruptAfter = 0;
    expect(await host.run('matrix', 'a.yaml', '--json')).toBeOneOf([0, 130]);
    expect(JSON.parse(host.said.stdout).cells).toHaveLength(32);
  });

  it('tells cell by cell how it is getting on', async () => {
    const host = hostWith({ terminal: 'yes' });
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 5 });
    await host.run('matrix', 'a.yaml', '--workers', '1');
    expect(host.said.stderr).toMatch(/\rmatrix of a: \d+ of 32 sets, \S+: (pass|fail), \d+ s/);
  });
});
