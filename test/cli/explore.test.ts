import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTape } from '../../src/tape/index.js';
import { type FakeHost, fakeHost, smallScenario } from './fake-host.js';

const FILES = ['counterexample.jsonl', 'explore.html', 'explore.json'];

function hostWith(changes: Parameters<typeof smallScenario>[0] = {}): FakeHost {
  const host = fakeHost();
  host.put('a.yaml', smallScenario(changes));
  return host;
}

/** Two runners whose cycles overlap: some orders buy twice, some once. */
function overlapping(expectation = '{guards: db-position, verdict: fail}'): FakeHost {
  return hostWith({
    system: 'system: {closing: false, runners: [{id: r1, start: 0s}, {id: r2, start: 5ms}]}',
    signals:
      'signals:\n  - {symbol: APP, quantity: 1, price: 540.00, runner: r1}\n  - {symbol: APP, quantity: 7, price: 540.00, runner: r2}',
    latency:
      'latency: {db.read: "uniform(1ms,9ms)", db.write: "uniform(1ms,9ms)", broker: "uniform(1ms,9ms)"}',
    expect: `expect:\n  - ${expectation}`,
  });
}

async function jsonOf(host: FakeHost, ...words: string[]) {
  host.said.stdout = '';
  const code = await host.run('explore', 'a.yaml', '--json', ...words);
  return { code, explored: JSON.parse(host.said.stdout) };
}

describe('what an exploration says of the whole scenario', () => {
  it('puts how often a symbol is bought by all orders, not by the story that was made small', async () => {
    const signal = '  - {symbol: APP, quantity: 1, price: 540.00}';
    const signals = `signals:\n${Array.from({ length: 3 }, () => signal).join('\n')}`;
    const host = hostWith({ signals });
    const { explored } = await jsonOf(host, '--guards', 'none');
    expect(explored.outcomes.map(({ fills }: { fills: object }) => fills)).toEqual([{ APP: 3 }]);
    expect(explored.outcomes[0].extra).toEqual({ APP: 2 });
    expect(explored).toMatchObject({
      counterexample: { signals: 2, fills: { APP: 2 } },
      signalsCount: 3,
    });
    host.said.stdout = '';
    await host.run('explore', 'a.yaml', '--guards', 'none');
    const [, headline] = host.said.stdout.split('\n');
    expect(headline).toMatch(/APP.*3 times.*every order/);
    expect(host.said.stdout).toMatch(/2 of 3 signals: APP bought twice/);
  });

  it('says that outcomes are by symbol where symbols were explored apart, and what they come to together', async () => {
    const host = hostWith({
      system: 'system: {limiter: none, closing: false}',
      signals:
        'signals:\n  - {symbol: APP, quantity: 7, price: 600}\n  - {symbol: GME, quantity: 7, price: 600}',
    });
    const { explored } = await jsonOf(host, '--guards', 'none');
    expect(explored.outcomesBy).toBe('symbol');
    expect(explored.outcomes).toMatchObject([
      { fills: { APP: 1 }, apart: 'APP' },
      { fills: { GME: 1 }, apart: 'GME' },
    ]);
    expect(explored.jointOutcomes).toEqual([{ fills: { APP: 1, GME: 1 }, verdict: 'pass' }]);
    host.said.stdout = '';
    await host.run('explore', 'a.yaml', '--guards', 'none');
    expect(host.said.stdout).toContain('APP bought once and GME bought once');
    const whole = (await jsonOf(overlapping(), '--guards', 'all')).explored;
    expect([whole.outcomesBy, whole.jointOutcomes]).toEqual(['scenario', null]);
  });

  it('has no note where it claims all that was asked for, alike signals behind a full semaphore included', async () => {
    const signal = '  - {symbol: APP, quantity: 7, price: 540.00}';
    const host = hostWith({
      system: 'system: {parallelism: 2}',
      signals: `signals:\n${Array.from({ length: 3 }, () => signal).join('\n')}`,
    });
    const { explored } = await jsonOf(host, '--guards', 'cycle-set');
    expect(explored.coverage).toMatchObject({ kind: 'complete', note: null });
  });

  it('gives as critical the smallest latency at which any order fails: below it none does, at it one does', async () => {
    const narrow = async (...latency: string[]) => {
      const host = fakeHost();
      const words = ['scenarios/app-overlapping-narrow.yaml', '--guards', 'three-layer'];
      await host.run('explore', ...words, ...latency, '--json');
      return JSON.parse(host.said.stdout);
    };
    const { counterexample, coverage } = await narrow();
    expect(coverage.kind).toBe('complete');
    const least: Record<string, number> = { 'db.read': 500, 'db.write': 1_000, broker: 2_500 };
    let narrowed = 0;
    for (const { operation, legMaxUs, claim } of counterexample.critical) {
      expect(claim).toBe('exact');
      expect(legMaxUs).toBeGreaterThanOrEqual(least[operation]!);
      const at = (us: number) =>
        narrow('--latency', `${operation}=uniform(${least[operation]! * 2}us,${us * 2}us)`);
      if (legMaxUs === least[operation]) continue;
      narrowed++;
      const [below, there] = [await at(legMaxUs - 1), await at(legMaxUs)];
      expect([below.verdict, below.coverage.kind]).toEqual(['pass', 'complete']);
      expect(there.verdict).toBe('fail');
    }
    expect(narrowed).toBeGreaterThan(0);
  }, 60_000);

  it('calls the critical latency an upper bound where the search was cut', async () => {
    const host = overlapping();
    const { explored } = await jsonOf(
      host,
      '--guards',
      'db-position',
      '--mode',
      'sample',
      '--schedules',
      '50',
    );
    expect(explored.verdict).toBe('fail');
    expect(explored.counterexample.critical).toHaveLength(3);
    for (const { claim } of explored.counterexample.critical) expect(claim).toBe('upper bound');
  });
});

describe('racetape explore', () => {
  it('prints the JSON that tools depend on, its keys in order', async () => {
    const { code, explored } = await jsonOf(overlapping(), '--guards', 'db-position');
    expect(code).toBe(0);
    expect(Object.keys(explored).slice(0, 11)).toEqual([
      'version',
      'scenario',
      'guards',
      'mode',
      'timed',
      'verdict',
      'coverage',
      'outcomes',
      'counterexample',
      'passingTwin',
      'elapsedMs',
    ]);
    expect(explored).toMatchObject({
      version: 1,
      scenario: 'a.yaml',
      guards: ['db-position'],
      mode: 'exhaustive',
      timed: true,
      verdict: 'fail',
      coverage: { kind: 'complete', bound: null, estimate: null, note: null },
      counterexample: { signals: 2, kind: 'stale-read' },
      expectation: 'fail',
      expected: true,
    });
    const { classes } = explored.coverage;
    const counted = explored.outcomes.map((outcome: { classes: number }) => outcome.classes);
    expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(classes);
    for (const field of ['signals', 'deviations', 'steps'])
      expect(explored.counterexample[field]).toBeTypeOf('number');
    expect(explored.passingTwin.flipped).toHaveLength(2);
    expect(explored).toHaveProperty('schedulesPerSecond');
  });

  it('leaves result, tapes and page in the folder of the guard set, beside a replay’s', async () => {
    const host = overlapping();
    await host.run('replay', 'a.yaml', '--guards', 'db-position');
    await host.run('explore', 'a.yaml', '--guards', 'db-position');
    const both = host.files();
    for (const name of [...FILES, 'twin.jsonl', 'tape.jsonl', 'trading_data.db', 'replay.json'])
      expect(both).toContain(`reports/a/db-position/${name}`);
    await host.run('replay', 'a.yaml', '--guards', 'db-position');
    expect(host.files()).toEqual(both);
    const folder = join(host.cwd, 'reports/a/db-position');
    const tapes = ['counterexample.jsonl', 'twin.jsonl'].map((name) =>
      parseTape(readFileSync(join(folder, name), 'utf8')),
    );
    const { counterexample, passingTwin } = JSON.parse(
      readFileSync(join(folder, 'explore.json'), 'utf8'),
    );
    expect(tapes.map((tape) => tape.ok && tape.tape.header.token)).toEqual([
      counterexample.token,
      passingTwin.token,
    ]);
    const page = readFileSync(join(folder, 'explore.html'), 'utf8');
    for (const words of ['complete(', 'The failing run', 'Its passing twin', 'the runs part here'])
      expect(page).toContain(words);
    expect(page).toContain(counterexample.token);
  });

  it('tells the verdict first, then the claim, the story, and lines to paste', async () => {
    const host = overlapping();
    expect(await host.run('explore', 'a.yaml', '--guards', 'db-position')).toBe(0);
    const { stdout, stderr } = host.said;
    expect(stderr).toMatch(/^\d+ runs in .*\n$/);
    expect(stdout).toMatch(
      /^✗ fail {2}a under db-position {2}\(as expected\)\n {3}APP can be bought twice\.\n/,
    );
    expect(stdout).toMatch(
      /\ncomplete\(\d+\) {2}Every one of \d+ classes of orders that these latencies allow was run\.\n/,
    );
    expect(stdout).toMatch(/How it breaks: stale-read \(2 of 2 signals, \d deviations? from/);
    expect(stdout).toMatch(
      /Paste this to see it again:\n {2}npx racetape replay a\.yaml --guards db-position --token \S+\n/,
    );
    expect(stdout).toMatch(/\nIf .* before .*, it passes:\n {2}npx racetape replay /);
    expect(stdout).toMatch(/Report: reports\/a\/db-position\/explore\.html\n$/);
  });

  it('prints lines that show the very tapes that it saved', async () => {
    const host = overlapping();
    await host.run('explore', 'a.yaml', '--guards', 'db-position');
    const lines = [...host.said.stdout.matchAll(/^ {2}npx racetape (replay .*)$/gm)];
    expect(lines).toHaveLength(2);
    for (const [index, name] of ['counterexample.jsonl', 'twin.jsonl'].entries()) {
      const folder = join(host.cwd, 'reports/a/db-position');
      const saved = readFileSync(join(folder, name), 'utf8');
      await host.run(...lines[index]![1]!.split(' '));
      expect(readFileSync(join(folder, 'tape.jsonl'), 'utf8')).toBe(saved);
    }
  });

  it('repeats latencies of the command line in its lines', async () => {
    const host = overlapping();
    await host.run(
      'explore',
      'a.yaml',
      '--guards',
      'db-position',
      '--latency',
      'broker=constant(2ms)',
    );
    const line = /^ {2}npx racetape (replay .*)$/m.exec(host.said.stdout)![1]!;
    expect(line).toContain("--latency 'broker=constant(2ms)' --token ");
    const words = line.split(' ').map((word) => word.replaceAll("'", ''));
    expect(await host.run(...words)).toBe(0);
  });

  it('gives a certificate where no order fails; exit 0', async () => {
    const host = hostWith();
    expect(await host.run('explore', 'a.yaml', '--guards', 'all')).toBe(0);
    expect(host.said.stdout).toMatch(/^✓ pass {2}a under all/);
    expect(host.said.stdout).toContain('No order duplicates or loses an order.');
    expect(host.files()).toContain('reports/a/all/explore.html');
    expect(host.files()).not.toContain('reports/a/all/counterexample.jsonl');
  });

  it.each([
    [
      'a failure that nobody announced',
      '{guards: db-position, verdict: pass}',
      1,
      '(not as expected: pass)',
    ],
    [
      'a failure that only explore announces',
      '{guards: db-position, verdict: pass, explore: fail}',
      0,
      '(as expected)',
    ],
    [
      'a failure of guards that it does not speak of',
      '{guards: none, verdict: fail}',
      1,
      '(no expectation)',
    ],
  ])('compares with what the scenario expects: %s', async (_what, expectation, code, words) => {
    const host = overlapping(expectation);
    expect(await host.run('explore', 'a.yaml', '--guards', 'db-position')).toBe(code);
    expect(host.said.stdout).toContain(words);
  });

  it('explores the recorded guards where none are named', async () => {
    const { explored } = await jsonOf(overlapping());
    expect(explored).toMatchObject({ guards: [], guardSet: 'recorded' });
  });

  it('claims what a bound covers, and says so', async () => {
    const { code, explored } = await jsonOf(
      overlapping(),
      ...['--guards', 'all', '--mode', 'bounded', '--bound', '1'],
    );
    expect(code).toBe(0);
    expect(explored).toMatchObject({ mode: 'bounded', coverage: { kind: 'bounded', bound: 1 } });
  });

  it.each(['random', 'pct', 'pos'])(
    'draws the same sample with one worker and with two: %s',
    async (strategy) => {
      const words = ['--mode', 'sample', '--schedules', '600', '--strategy', strategy];
      const [one, two] = [
        await jsonOf(hostWith(), ...words),
        await jsonOf(hostWith(), ...words, '--workers', '2'),
      ];
      const strip = ({ elapsedMs: _, schedulesPerSecond: __, ...rest }: Record<string, unknown>) =>
        rest;
      expect(strip(two.explored)).toEqual(strip(one.explored));
      expect(one.explored.coverage).toMatchObject({ kind: 'sampled', schedules: 600 });
      expect([one.code, two.code]).toEqual([0, 0]);
    },
  );

  it('leaves latencies out with --untimed, and says that it did', async () => {
    const host = overlapping();
    await host.run('explore', 'a.yaml', '--guards', 'db-position', '--untimed');
    expect(host.said.stdout).toContain('was run, whatever the latencies.');
    expect(host.said.stdout).toContain('Latencies were left out');
    const line = /^ {2}npx racetape (replay .*)$/m.exec(host.said.stdout)![1]!;
    expect(await host.run(...line.split(' '))).toBe(0);
  });

  it('stops at its budget and claims no more than it ran; exit 3', async () => {
    const host = overlapping('{guards: all, verdict: pass}');
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 10 });
    const { code, explored } = await jsonOf(host, '--guards', 'all', '--budget', '200ms');
    expect(code).toBe(3);
    expect(explored.verdict).toBe('inconclusive');
    expect(explored.coverage.kind).toBe('sampled');
    expect(explored.coverage.note).toMatch(/stopped before every class was run/);
  });

  it('tells a failure that it found before its budget was used up', async () => {
    const host = overlapping();
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 10 });
    const { code, explored } = await jsonOf(host, '--guards', 'db-position', '--budget', '60ms');
    expect([code, explored.verdict, explored.coverage.kind]).toEqual([0, 'fail', 'sampled']);
    expect(explored.counterexample.token).toMatch(/^1/);
  });

  it('saves and prints what is known after Ctrl-C; exit 130', async () => {
    const host = overlapping('{guards: all, verdict: pass}');
    host.interruptAfter = 6;
    expect(await host.run('explore', 'a.yaml', '--guards', 'all')).toBe(130);
    expect(host.said.stdout).toMatch(/sampled\(\d+\) {2}It was stopped early: \d+ orders were run/);
    expect(host.said.stderr).toMatch(/\nracetape: interrupted; what was found by then is saved\n$/);
    expect(host.files()).toContain('reports/a/all/explore.json');
  });

  it('draws its progress over itself on a terminal, and wipes it', async () => {
    const host = fakeHost({ terminal: 'yes' });
    host.put('a.yaml', smallScenario());
    let looks = 0;
    Object.defineProperty(host, 'nowMs', { value: () => ++looks * 40 });
    await host.run('explore', 'a.yaml', '--guards', 'none');
    expect(host.said.stderr).toMatch(
      /\rexploring a none: \d+ runs, \d+ classes, \d+ failing, \d+ a second, \d+ s\u001b\[K/,
    );
    expect(host.said.stderr).toContain('making the failure small');
    expect(host.said.stderr).toMatch(/\r\u001b\[K\d+ runs in .*\n$/);
    expect(host.said.stdout).toContain('\u001b[31m✗ fail\u001b[0m');
  });

  it('is silent on stderr where it is asked to be', async () => {
    const host = fakeHost({ terminal: 'yes' });
    host.put('a.yaml', smallScenario());
    await host.run('explore', 'a.yaml', '--guards', 'none', '--quiet');
    expect(host.said.stderr).toBe('');
  });

  it('never replaces a folder that holds what racetape did not write', async () => {
    const host = hostWith();
    host.put('reports/a/none/thesis.tex', 'years of work');
    expect(await host.run('explore', 'a.yaml', '--guards', 'none')).toBe(2);
    expect(host.files()).toEqual(['a.yaml', 'reports/a/none/thesis.tex']);
  });

  it('shows a hostile scenario as text', async () => {
    const host = overlapping();
    const nasty = '<script>alert(1)</script>\\u202e\\e[2J';
    host.put(
      'b.yaml',
      readFileSync(join(host.cwd, 'a.yaml'), 'utf8').replace('Two buys', `"${nasty}"`),
    );
    await host.run('explore', 'b.yaml', '--guards', 'db-position');
    const page = readFileSync(join(host.cwd, 'reports/b/db-position/explore.html'), 'utf8');
    // The page's own scripts are there, its data and its code; the scenario's is not.
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/octet-stream" id="racetape-data">',
      '<script>',
    ]);
    expect(page).not.toMatch(/[\u001b\u202e]/);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(host.said.stdout).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('a wrong question', () => {
  const wrong: readonly [readonly string[], RegExp, RegExp][] = [
    [['explore'], /explore needs a scenario/, /racetape explore scenarios/],
    [['explore', 'a.yaml', 'b.yaml'], /takes one scenario, found 2/, /racetape explore/],
    [['explore', 'gone.yaml'], /gone\.yaml: no such file/, /scenarios/],
    [
      ['explore', 'a.yaml', '--mode', 'all'],
      /one of exhaustive, bounded, sample, found "all"/,
      /exhaustive/,
    ],
    [['explore', 'a.yaml', '--budget', '0s'], /a duration above 0, found "0s"/, /--budget 60s/],
    [['explore', 'a.yaml', '--budget', '60'], /with its unit/, /60s/],
    [
      ['explore', 'a.yaml', '--workers', '3'],
      /at most the 2 cores of this machine, found 3/,
      /--workers 2/,
    ],
    [['explore', 'a.yaml', '--workers', '0'], /whole number from 1/, /--workers 2/],
    [
      ['explore', 'a.yaml', '--mode', 'bounded', '--bound', 'x'],
      /whole number.*found "x"/,
      /--bound 2/,
    ],
    [['explore', 'a.yaml', '--bound', '3'], /--bound is for --mode bounded/, /--mode bounded/],
    [
      ['explore', 'a.yaml', '--mode', 'sample', '--schedules', '0'],
      /from 1 to.*found "0"/,
      /--schedules/,
    ],
    [
      ['explore', 'a.yaml', '--mode', 'sample', '--strategy', 'pcd'],
      /found "pcd"/,
      /Did you mean pct\?/,
    ],
    [['explore', 'a.yaml', '--guards', 'none', '--guards', 'all'], /given 2 times/, /once/],
    [['matrix'], /matrix needs a scenario/, /racetape matrix/],
    [['matrix', 'a.yaml', '--budget', '0ms'], /above 0/, /--budget/],
    [['matrix', 'a.yaml', '--guards', 'none'], /no option --guards/, /matrix --help/],
  ];
  it.each(wrong)('is refused with one message: %j', async (argv, message, advice) => {
    const host = hostWith();
    host.put('b.yaml', smallScenario());
    expect(await host.run(...argv)).toBe(2);
    const lines = host.said.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(message);
    expect(lines[1]).toMatch(advice);
    expect(host.said.stdout).toBe('');
    expect(host.files()).toEqual(['a.yaml', 'b.yaml']);
  });
});
