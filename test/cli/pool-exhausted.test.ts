import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeHost } from './fake-host.js';

const FILE = 'pool-exhausted.yaml';
const TEXT = readFileSync(`scenarios/${FILE}`, 'utf8');

/** The graph in words: who waits for whom when the first of them gives up. */
const DEADLOCK = 'They waited for one another: a deadlock that only the time-out ended.';

describe('eight symbols on a pool of five', () => {
  it('stall behind the check inside the lock, and behind no other: each guard set as the scenario expects', async () => {
    const host = fakeHost();
    host.put(FILE, TEXT);
    expect(await host.run('replay', FILE, '--seed', '7')).toBe(0);
    expect(host.said.stdout).toMatch(/8 runs, all as expected/);
  });

  it('are a finding with its wait-for graph: in JSON, in the terminal and on the page', async () => {
    const host = fakeHost();
    host.put(FILE, TEXT);
    expect(await host.run('replay', FILE, '--guards', 'three-layer', '--json')).toBe(0);
    const [run] = JSON.parse(host.said.stdout).runs;
    const stalls = run.findings.filter(
      (finding: { assertion: string }) => finding.assertion === 'no-stall',
    );
    expect(stalls.length).toBeGreaterThanOrEqual(2);
    for (const { severity, message } of stalls) {
      expect(severity).toBe('error');
      expect(message).toMatch(/gave up at 10\.\d+ s, after 10 s without a database connection/);
      expect(message).toMatch(/waits? for r1\.c1\/pending-orders, held by r1\.c1\/\w+/);
      expect(message).toMatch(
        /waits? for a database connection, held by r1\.c1\/\w+(, r1\.c1\/\w+){4}/,
      );
      expect(message).toContain(DEADLOCK);
    }
    // Its mark leaks, and the symbol stays blocked for the rest of the runner's life.
    const assertions = run.findings.map((finding: { assertion: string }) => finding.assertion);
    expect(assertions).toContain('pending-released');
    expect(assertions).toContain('exactly-one');

    const told = fakeHost();
    told.put(FILE, TEXT);
    await told.run('replay', FILE, '--guards', 'three-layer');
    expect(told.said.stdout).toMatch(
      /\nno-stall: pool-exhausted under three-layer: r1\.c1\/\w+ gave up at 10\.\d+ s/,
    );
    expect(told.said.stdout).toContain(DEADLOCK);
    const page = readFileSync(join(told.cwd, 'reports/pool-exhausted/index.html'), 'utf8');
    expect(page).toContain('gives up waiting for a database connection');
    expect(page).toContain('held by r1.c1/');
  });

  it('wait for ever where no time-out ends it', async () => {
    const host = fakeHost();
    const text = TEXT.replace('checkout-timeout: 10s', 'checkout-timeout: none');
    expect(text).not.toBe(TEXT);
    host.put(FILE, text);
    await host.run('replay', FILE, '--guards', 'three-layer', '--json');
    const [run] = JSON.parse(host.said.stdout).runs;
    const [stall] = run.findings.filter(
      (finding: { assertion: string }) => finding.assertion === 'no-stall',
    );
    expect(stall.message).toMatch(/^Nothing could happen any more at 1\.\d+ s/);
    expect(stall.message).toContain('They wait for one another: a deadlock.');
  });
});
