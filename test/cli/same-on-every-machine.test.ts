import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shipped } from '../experiments/shipped.js';
import { type FakeHost, fakeHost, PACKAGE, smallScenario } from './fake-host.js';

/** A host whose clock stands still: no time passes however much is done. */
const idle = (): FakeHost => fakeHost();

/** A host so busy that half a minute passes between any two looks at its clock. */
function busy(): FakeHost {
  const host = fakeHost();
  host.nowMs = () => {
    host.clockMs += 30_000;
    return host.clockMs;
  };
  return host;
}

/** The two fields that tell of the machine. */
const withoutTiming = (text: string): string =>
  text
    .replaceAll(/"elapsedMs": \d+/g, '"elapsedMs": 0')
    .replaceAll(/"schedulesPerSecond": (\d+|null)/g, '"schedulesPerSecond": null');

/** What a command says and leaves: result, pages and tapes, byte by byte. */
async function answerOf(host: FakeHost, words: readonly string[]) {
  host.put('a.yaml', smallScenario());
  const code = await host.run(...words);
  const files = host.files().map((path) => {
    const bytes = readFileSync(join(host.cwd, path)).toString('latin1');
    return [path, withoutTiming(bytes)] as const;
  });
  return { code, stdout: withoutTiming(host.said.stdout), files };
}

async function bothAnswer(words: readonly string[]) {
  const [quick, slow] = [idle(), busy()];
  const answers = [await answerOf(quick, words), await answerOf(slow, words)] as const;
  // The slow one saw its clock move: it is not the same host twice.
  expect([quick.clockMs, slow.clockMs > 60_000]).toEqual([0, true]);
  return answers;
}

const shippedPath = (id: string): string => join(PACKAGE, 'scenarios', `${id}.yaml`);
const SHIPPED = readdirSync(join(PACKAGE, 'scenarios'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));
const SETS = SHIPPED.flatMap((id) =>
  [...new Set(shipped(id).expect.map(({ guardSet }) => guardSet))].map((set) => [id, set] as const),
);

describe('an answer does not depend on how busy the machine is', () => {
  it.each([
    [['explore', 'a.yaml', '--guards', 'before']],
    [['explore', 'a.yaml', '--guards', 'before', '--json']],
    [['explore', 'a.yaml', '--guards', 'none', '--json', '--runs', '3']],
    [['explore', 'a.yaml', '--guards', 'none', '--json', '--mode', 'bounded', '--bound', '2']],
    [['explore', 'a.yaml', '--guards', 'none', '--json', '--mode', 'sample']],
    [['explore', 'a.yaml', '--guards', 'none', '--mode', 'sample', '--strategy', 'pct']],
    [['matrix', 'a.yaml', '--workers', '1']],
    [['matrix', 'a.yaml', '--workers', '2', '--json']],
    [['matrix', 'a.yaml', '--workers', '2', '--json', '--runs', '2']],
    [['sweep', 'a.yaml', '--vary', 'broker=1ms..21ms:10ms', '--trials', '20', '--json']],
    [['gate', 'a.yaml', '--json', '--reporter', 'junit']],
  ])('%j', async (words) => {
    const [quick, slow] = await bothAnswer(words);
    expect(slow).toEqual(quick);
  });

  // Few runs each, so that the budget cuts some of them: a cut falls at the same place too.
  it.each(SETS)('exploring the shipped %s under %s', async (id, set) => {
    const words = ['explore', shippedPath(id), '--guards', set, '--json', '--runs', '150'];
    const [quick, slow] = await bothAnswer(words);
    expect(slow).toEqual(quick);
  });

  it.each(['app-second-path', 'app-overlapping-narrow'])(
    'the matrix of the shipped %s',
    async (id) => {
      const words = ['matrix', shippedPath(id), '--json', '--runs', '150'];
      const [quick, slow] = await bothAnswer(words);
      expect(slow).toEqual(quick);
    },
  );

  it('among the shipped explorations are some that the runs cut', async () => {
    const words = [
      'explore',
      shippedPath('app-4x-buy'),
      '--guards',
      'none',
      '--json',
      '--runs',
      '150',
    ];
    const [quick] = await bothAnswer(words);
    expect(JSON.parse(quick.stdout).cut).toContain('search');
  });
});

describe('a number of runs', () => {
  const explored = async (...words: string[]) => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    const code = await host.run('explore', 'a.yaml', '--guards', 'before', '--json', ...words);
    const page = readFileSync(join(host.cwd, 'reports/a/before/explore.html'), 'utf8');
    return { code, page, ...JSON.parse(host.said.stdout) };
  };

  it('that is not enough is named: in the claim, and in what was cut', async () => {
    const { coverage, cut, page } = await explored('--runs', '3');
    expect(coverage).toMatchObject({ kind: 'sampled', schedules: 3 });
    expect(coverage.note).toContain('its 3 runs were used up');
    expect(cut).toContain('search');
    expect(page).toContain('its 3 runs were used up');
  });

  it('that is enough leaves no trace', async () => {
    const whole = await explored();
    expect(whole).toMatchObject({ cut: [], coverage: { kind: 'complete', note: null } });
    const exactly = await explored('--runs', String(whole.coverage.schedules));
    expect(exactly.coverage).toEqual(whole.coverage);
  });

  it('says of a failure that it could not make small that it is not the smallest', async () => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    const words = ['explore', 'a.yaml', '--guards', 'none', '--runs', '1'];
    await host.run(...words);
    expect(host.said.stdout).toContain('Not made smallest: budget.');
    expect(host.said.stdout).not.toContain('No single exchange of two steps makes it pass.');
    const folder = join(host.cwd, 'reports/a/none');
    expect(readFileSync(join(folder, 'explore.html'), 'utf8')).toContain(
      'Not made smallest: budget.',
    );
    const { counterexample, cut } = JSON.parse(readFileSync(join(folder, 'explore.json'), 'utf8'));
    expect(counterexample.minimal).toBe(false);
    expect(cut).toEqual(expect.arrayContaining(['search', 'shrink']));
  });

  it('says so in each cell of a matrix', async () => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    await host.run('matrix', 'a.yaml', '--workers', '1', '--runs', '1');
    expect(host.said.stdout).toMatch(/check-then-act {2}\(not made smallest: budget\)$/m);
    const folder = join(host.cwd, 'reports/a');
    expect(readFileSync(join(folder, 'matrix.html'), 'utf8')).toContain('not made smallest');
    const { cells } = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8'));
    expect(cells[0].cut).toEqual(expect.arrayContaining(['search', 'shrink']));
  });

  it('is for a search, not for a sample', async () => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    expect(await host.run('explore', 'a.yaml', '--mode', 'sample', '--runs', '5')).toBe(2);
    expect(host.said.stderr).toContain('--schedules N');
  });
});

describe('a time budget', () => {
  it('is named where it cuts, since another machine would end elsewhere', async () => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    host.nowMs = () => {
      host.clockMs += 10;
      return host.clockMs;
    };
    const words = ['explore', 'a.yaml', '--guards', 'before', '--json', '--budget', '50ms'];
    await host.run(...words);
    const { coverage, cut } = JSON.parse(host.said.stdout);
    expect(cut).toContain('search');
    expect(coverage.note).toContain('the time budget of 50ms ended it');
  });

  it('takes the place of the default number of runs', async () => {
    const host = idle();
    host.put('a.yaml', smallScenario());
    await host.run('explore', 'a.yaml', '--guards', 'before', '--json', '--budget', '1h');
    expect(JSON.parse(host.said.stdout)).toMatchObject({ cut: [], coverage: { kind: 'complete' } });
  });
});

describe('how long it took', () => {
  it.each(['explore', 'matrix'])('%s says on stderr alone', async (command) => {
    const host = busy();
    host.put('a.yaml', smallScenario());
    await host.run(command, 'a.yaml');
    expect(host.said.stderr).toMatch(/^\d+ runs? in [\d.]+ ?\S+ \(\d+ runs? a second/m);
    expect(host.said.stdout).not.toMatch(/a second|\d s\b/);
  });
});
