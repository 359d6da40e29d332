import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost, smallScenario } from '../cli/fake-host.js';

const RECORDED = 'latency_ms\n4\n4\n4\n';
const WITH_FILE = smallScenario({
  latency: 'latency: {db.write: "empirical(file=measured/latency.csv)"}',
});

/** Microseconds from the request of the first write to its response, as the tape has them. */
function firstWriteUs(host: FakeHost): number {
  const tape = readFileSync(join(host.cwd, 'reports/a/none/tape.jsonl'), 'utf8');
  const legs = tape
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { operation?: string; phase?: string; atUs: number })
    .filter(({ operation }) => operation === 'db.write');
  const at = (phase: string): number => legs.find((leg) => leg.phase === phase)!.atUs;
  return at('response') - at('request');
}

describe('a recorded file of latencies', () => {
  it('lies beside the scenario that names it, wherever racetape is started', async () => {
    const host = fakeHost();
    host.put('mine/measured/latency.csv', RECORDED);
    host.put('mine/a.yaml', WITH_FILE);
    expect(await host.run('replay', 'mine/a.yaml', '--guards', 'none', '--quiet')).not.toBe(2);
    expect(firstWriteUs(host)).toBe(4_000);
  });

  it('of the command line lies in the working folder', async () => {
    const host = fakeHost();
    host.put('latency.csv', RECORDED);
    host.put('a.yaml', smallScenario());
    const latency = ['--latency', 'db.write=empirical(file=latency.csv)'];
    await host.run('replay', 'a.yaml', '--guards', 'none', '--quiet', ...latency);
    expect(firstWriteUs(host)).toBe(4_000);
  });

  it('is refused with the place that names it, and nothing is written', async () => {
    const host = fakeHost();
    host.put('a.yaml', WITH_FILE);
    expect(await host.run('replay', 'a.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(/^a\.yaml:\d+:\d+: latency\.db\.write: expected/);
    expect(host.said.stderr).toContain('measured/latency.csv: no such file');
    expect(host.files()).toEqual(['a.yaml']);
  });

  it('is refused where it is no text', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.put('latency.csv', new Uint8Array([1, 0, 2]));
    const latency = ['--latency', 'db.write=empirical(file=latency.csv)'];
    expect(await host.run('replay', 'a.yaml', ...latency)).toBe(2);
    expect(host.said.stderr).toContain('is a binary file, not text');
  });
});

describe('a latency with spikes', () => {
  it('explores, and its token replays to the same', async () => {
    const host = fakeHost();
    const latency = [
      '--latency',
      'db.write=spikes(calm=2ms..6ms,spike=40ms,every=50ms,for=20ms)',
    ] as const;
    const scenario = 'scenarios/app-overlapping-narrow.yaml';
    const guards = ['--guards', 'three-layer'] as const;
    await host.run('explore', scenario, ...guards, '--quiet', '--json', ...latency);
    const { counterexample } = JSON.parse(host.said.stdout) as {
      counterexample: { token: string };
    };
    host.said.stdout = '';
    const token = ['--token', counterexample.token] as const;
    const code = await host.run(
      ...['replay', scenario, ...guards, '--quiet', '--json', ...latency, ...token],
    );
    const { runs } = JSON.parse(host.said.stdout) as { runs: { verdict: string }[] };
    expect(runs[0]?.verdict).toBe('fail');
    expect(code).toBe(0);
  });
});
