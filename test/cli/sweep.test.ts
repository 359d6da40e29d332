import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost } from './fake-host.js';

/** r2 checks at 30 ms + v, r1 has written at 2v + ⌊v/2⌋: from v = 20 ms on a duplicate, every time. */
const TWO_RUNNERS = `title: Two runners
start: 2026-01-26T15:42:07Z
system: {closing: false, limiter: none, runners: [{id: r1}, {id: r2, start: 30ms}]}
account: {cash: "$100,000.00"}
signals:
  - {id: first, symbol: APP, quantity: 1, price: 540.00, runner: r1}
  - {id: again, symbol: APP, quantity: 1, price: 540.00, runner: r2}
latency: {db.write: constant(5ms)}
`;

const VARY = ['--vary', 'db.write=10ms..25ms:5ms'] as const;
const SMALL = [...VARY, '--trials', '20', '--workers', '1'] as const;

async function swept(...more: readonly string[]): Promise<FakeHost & { code: number }> {
  return sweptWith(SMALL, more);
}

async function sweptWith(
  small: readonly string[],
  more: readonly string[],
): Promise<FakeHost & { code: number }> {
  const host = fakeHost();
  host.put('a.yaml', TWO_RUNNERS);
  const code = await host.run('sweep', 'a.yaml', ...small, '--quiet', ...more);
  return Object.assign(host, { code });
}

interface Answer {
  readonly vary: string;
  readonly points: readonly {
    readonly value: number;
    readonly guards: readonly string[];
    readonly trials: number;
    readonly duplicates: number;
    readonly probability: number;
    readonly low: number;
    readonly high: number;
    readonly orderDelayP50Us: number;
    readonly method: string;
    readonly possible: boolean;
  }[];
  readonly critical: readonly { guards: string[]; valueUs: number | null; token: string | null }[];
}

describe('racetape sweep', { timeout: 30_000 }, () => {
  it('answers in JSON on stdout and nothing else, leaves the same as a file, and exits 0', async () => {
    const host = await swept('--json', '--guards', 'db-position', '--guards', 'unique-intent');
    expect(host.code).toBe(0);
    expect(host.said.stderr).toBe('');
    const answer = JSON.parse(host.said.stdout) as Answer;
    expect(Object.keys(answer).slice(0, 5)).toEqual([
      ...['version', 'scenario', 'vary', 'points', 'critical'],
    ]);
    expect(answer.vary).toBe('db.write=10ms..25ms:5ms');
    expect(answer.points.map(({ value, possible }) => [value, possible])).toEqual([
      ...[
        [10_000, false],
        [15_000, false],
        [20_000, true],
        [25_000, true],
      ],
      ...[
        [10_000, false],
        [15_000, false],
        [20_000, false],
        [25_000, false],
      ],
    ]);
    // At 20 ms both take effect in the same microsecond: chance decides. At 25 ms nothing does.
    const at25 = answer.points[3]!;
    expect(at25).toMatchObject({ duplicates: at25.trials, probability: 1, high: 1 });
    expect(answer.points[4]).toMatchObject({ duplicates: 0, probability: 0, high: 0 });
    expect(answer.critical.map(({ valueUs }) => valueUs)).toEqual([20_000, null]);
    expect(host.files().filter((file) => file.startsWith('reports'))).toEqual([
      'reports/a/sweep.csv',
      'reports/a/sweep.html',
      'reports/a/sweep.json',
      'reports/index.html',
    ]);
    expect(readFileSync(join(host.cwd, 'reports/a/sweep.json'), 'utf8')).toBe(host.said.stdout);
  });

  it('prints a line for the critical value that fails when it is pasted', async () => {
    const host = await swept('--guards', 'db-position');
    expect(host.code).toBe(0);
    expect(host.said.stdout).toContain(
      'db-position: cannot fail below db.write = 20 ms, and can from there (stale-read).',
    );
    expect(host.said.stdout).toMatch(/Report: reports\/a\/sweep\.html\n$/);
    const line = /npx racetape (replay .*)/.exec(host.said.stdout)![1]!;
    host.said.stdout = '';
    const words = line.split(' ').map((word) => word.replaceAll("'", ''));
    await host.run(...words, '--json', '--quiet');
    const { runs } = JSON.parse(host.said.stdout) as { runs: { verdict: string }[] };
    expect(runs[0]!.verdict).toBe('fail');
  });

  it('writes a row for each point as CSV, guard sets quoted where they are lists', async () => {
    const host = await swept('--guards', 'cycle-set,pending-lock', '--json');
    const rows = readFileSync(join(host.cwd, 'reports/a/sweep.csv'), 'utf8').trim().split('\r\n');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatch(/^guard_set,value_us,second_us,method,trials,duplicates,probability/);
    expect(rows[1]).toMatch(/^"cycle-set,pending-lock",10000,,/);
  });

  it('takes the three sets that tell the story where none is named', async () => {
    const host = await sweptWith([...VARY, '--trials', '1'], ['--json']);
    const { points } = JSON.parse(host.said.stdout) as { points: { guardSet: string }[] };
    expect([...new Set(points.map(({ guardSet }) => guardSet))]).toEqual([
      'none',
      'three-layer',
      'all',
    ]);
  });

  it('tells it in several forms at once: stdout the summary, each document a file', async () => {
    const reporters = ['default', 'junit', 'sarif', 'markdown=sweep.md', 'html', 'jsonl', 'github'];
    const host = await swept(
      ...['--guards', 'db-position', '--out', 'r'],
      ...reporters.flatMap((name) => ['--reporter', name]),
    );
    expect(host.code).toBe(0);
    expect(host.files()).toEqual([
      ...['a.yaml', 'r/a/sweep.csv', 'r/a/sweep.html', 'r/a/sweep.json', 'r/index.html'],
      ...['r/junit.xml', 'r/racetape.html', 'r/racetape.jsonl', 'r/racetape.sarif', 'sweep.md'],
    ]);
    expect(host.said.stdout).toContain('cannot fail below db.write = 20 ms');
    expect(host.said.stdout.match(/^::warning file=a\.yaml,/gm)).toHaveLength(2);
    const read = (path: string): string => readFileSync(join(host.cwd, path), 'utf8');
    expect(read('r/junit.xml')).toContain('tests="5" failures="0" errors="0"');
    // A page on its own stands anywhere: the links to its folder's other pages are in the folder's only.
    const trail = /<nav class="trail"[^>]*>.*?<\/nav>/s;
    expect(read('r/a/sweep.html')).toMatch(trail);
    expect(read('r/racetape.html')).toBe(read('r/a/sweep.html').replace(trail, ''));
    expect(read('sweep.md')).toContain('critical value of db.write under db-position');
  });

  it('gives the same answer for one worker and for two', async () => {
    const one = await swept('--json', '--guards', 'db-position');
    const two = await sweptWith(
      [...VARY, '--trials', '20', '--workers', '2'],
      ['--json', '--guards', 'db-position'],
    );
    expect(two.code).toBe(0);
    expect(two.said.stdout).toBe(one.said.stdout);
  });

  it('saves the points that are done when it is interrupted, and exits 130', async () => {
    const host = fakeHost();
    host.put('a.yaml', TWO_RUNNERS);
    host.interruptAfter = 60;
    const code = await host.run('sweep', 'a.yaml', ...SMALL, '--json', '--guards', 'db-position');
    expect(code).toBe(130);
    const { points, pointsAsked } = JSON.parse(host.said.stdout) as Answer & {
      pointsAsked: number;
    };
    expect(pointsAsked).toBe(4);
    expect(points.length).toBeGreaterThan(0);
    expect(points.length).toBeLessThan(4);
    expect(host.said.stderr).toMatch(/interrupted; the points that were done by then are saved/);
    expect(host.files()).toContain('reports/a/sweep.json');
  });

  it('exits 3 where nothing was done in its budget, and leaves nothing', async () => {
    const host = fakeHost();
    host.put('a.yaml', TWO_RUNNERS);
    host.nowMs = () => {
      host.clockMs += 1_000;
      return host.clockMs;
    };
    expect(await host.run('sweep', 'a.yaml', ...SMALL, '--budget', '1ms', '--quiet')).toBe(3);
    expect(host.said.stderr).toMatch(/0 of 12 points are done/);
    expect(host.said.stdout).toMatch(/No point was done/);
    expect(host.files()).toEqual(['a.yaml']);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['nothing to vary', [], /sweep needs something to vary/],
    ['a third parameter', ['db.write=1ms', 'db.read=1ms', 'broker=1ms'], /one parameter or two/],
    ['no values', ['db.write'], /db\.write=0ms\.\.500ms:25ms/],
    ['no step', ['db.write=0ms..5ms'], /name the step/i],
    ['a step of 0', ['db.write=0ms..5ms:0ms'], /a step above 0/],
    ['a missing unit', ['db.write=0..5ms:1ms'], /name the unit/],
    ['a range backwards', ['db.write=5ms..1ms:1ms'], /1ms\.\.5ms:1ms/],
    ['too many values', ['db.write=0s..10s:1us'], /at most 1000 values/],
    ['a list out of order', ['db.write=5ms,1ms'], /ascending/],
    ['an unknown parameter', ['db.wite=0ms..5ms:1ms'], /Did you mean db\.write\?/],
    ['a number that the profile has not', ['db.write.p99=1ms'], /has no number to vary/],
    ['a profile that is not there', ['broker.p99=1ms'], /Broker has no profile/],
    ['an unknown runner', ['runners.r3.start=0s..1s:1s'], /runners\.r1\.start/],
    ['the same thing twice', ['db.write=1ms', 'db.write.request=1ms'], /set the same thing/],
  ];
  it.each(wrong)(
    'refuses %s with exit 2 and a hint, and writes nothing',
    async (_, vary, words) => {
      const host = fakeHost();
      host.put('a.yaml', TWO_RUNNERS);
      const options = vary.flatMap((each) => ['--vary', each]);
      expect(await host.run('sweep', 'a.yaml', ...options)).toBe(2);
      expect(host.said.stderr).toMatch(words);
      expect(host.said.stdout).toBe('');
      expect(host.files()).toEqual(['a.yaml']);
    },
  );

  it('refuses seeds beyond the last, trials and budgets that are none', async () => {
    for (const options of [
      ['--seed', '4294967295'],
      ['--trials', '0'],
      ['--budget', '0s'],
      ['--guards', 'three-layers'],
    ]) {
      const host = fakeHost();
      host.put('a.yaml', TWO_RUNNERS);
      const vary = ['--vary', 'db.write=1ms'];
      expect(await host.run('sweep', 'a.yaml', ...vary, ...options)).toBe(2);
      expect(host.files()).toEqual(['a.yaml']);
    }
  });
});
