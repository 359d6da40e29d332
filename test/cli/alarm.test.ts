import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exitCodeOfAlarm } from '../../src/cli/exit-code-of-alarm.js';
import { Kernel } from '../../src/kernel/index.js';
import { EXIT } from '../../src/runs/exit-code.js';
import { type FakeHost, fakeHost } from './fake-host.js';

/**
 * Takes a footprint away: no step leaves a trace of touching a position's row, so
 * an exploration takes orders for one that end otherwise.
 */
function plantMissingFootprint(): void {
  const touch = Kernel.prototype.touchKey;
  vi.spyOn(Kernel.prototype, 'touchKey').mockImplementation(function (this: Kernel, ...access) {
    if (access[0] !== 'row:positions') touch.apply(this, access);
  });
}

function hostWithScenario(): FakeHost {
  const host = fakeHost();
  host.put('a.yaml', readFileSync('scenarios/app-overlapping-cycles.yaml', 'utf8'));
  return host;
}

const EXPLORE = ['explore', 'a.yaml', '--guards', 'three-layer'];
/** Words that would play it down. */
const NOT_AN_ALARM = /stopped early|as expected|was stopped|\u2713 pass/;

afterEach(() => vi.restoreAllMocks());

describe('a footprint that is missing in shipped code', () => {
  it('ends explore with 70, an alarm for a headline and a line to paste that shows it', async () => {
    const host = hostWithScenario();
    plantMissingFootprint();
    expect(await host.run(...EXPLORE)).toBe(70);
    const { stdout } = host.said;
    expect(stdout).toMatch(/^! alarm {2}/);
    expect(stdout).not.toMatch(NOT_AN_ALARM);
    const line = /npx racetape (replay .*--token \S+)/.exec(stdout)![1]!;
    vi.restoreAllMocks();
    host.said.stdout = '';
    // The order is one of the scenario's, with or without the footprint.
    expect([0, 1]).toContain(await host.run(...line.split(' ')));
  });

  it('is a fact in the JSON: its kind, whose fault it is, both outcomes, the token', async () => {
    const host = hostWithScenario();
    plantMissingFootprint();
    expect(await host.run(...EXPLORE, '--json')).toBe(70);
    const { coverage, expected, verdict } = JSON.parse(host.said.stdout);
    expect(expected).toBe(false);
    expect(verdict).not.toBe('pass');
    expect(coverage.alarm).toMatchObject({ blame: 'racetape', faults: [] });
    const { expected: one, seen, token } = coverage.alarm;
    expect(one).not.toBe(seen);
    expect(token).toMatch(/^\S+$/);
  });

  it.each([
    ['default', /^! alarm/],
    ['json', /"blame": "racetape"/],
    ['jsonl', /"status":"alarm"/],
    ['junit', /<error type="alarm"/],
    ['sarif', /"ruleId": "alarm"/],
    ['github', /^::error .*title=alarm/],
    ['markdown', /^### ! racetape: ALARM/],
    ['html', /class="badge bad"><span aria-hidden="true">!<\/span> alarm/],
    ['chrome-trace', /"name":"ALARM: /],
  ])('is an alarm in the reporter %s, with the line that shows it', async (reporter, seen) => {
    const host = hostWithScenario();
    plantMissingFootprint();
    expect(await host.run(...EXPLORE, '--reporter', `${reporter}=out.txt`)).toBe(70);
    const text = readFileSync(join(host.cwd, 'out.txt'), 'utf8');
    expect(text).toMatch(seen);
    expect(text).not.toMatch(/stopped early|as expected</);
    expect(text).toMatch(/--token|"token": "/);
  });

  it('ends matrix with 70 and says so above its grid', async () => {
    const host = hostWithScenario();
    plantMissingFootprint();
    expect(await host.run('matrix', 'a.yaml', '--workers', '1')).toBe(70);
    expect(host.said.stdout).toMatch(/^! alarm in \d+ of 32 sets/);
    expect(host.said.stdout).toMatch(/npx racetape replay .*--token/);
  });

  it('ends gate with 70, whatever else it found', async () => {
    const host = hostWithScenario();
    plantMissingFootprint();
    expect(await host.run('gate', 'a.yaml', '--workers', '1')).toBe(70);
    expect(host.said.stdout).toContain('! alarm: racetape contradicts itself');
    expect(host.said.stdout).not.toContain('the gate is open');
  });

  it('ends sweep with 70 and leaves its critical value unsolved', async () => {
    const host = hostWithScenario();
    plantMissingFootprint();
    const words = ['--vary', 'db.write=5ms..6ms:1ms', '--guards', 'three-layer', '--trials', '2'];
    expect(await host.run('sweep', 'a.yaml', ...words, '--workers', '1', '--json')).toBe(70);
    const { critical } = JSON.parse(host.said.stdout);
    expect(critical).toMatchObject([{ claim: 'unknown', valueUs: null }]);
    expect(critical[0].alarm).toMatchObject({ blame: 'racetape' });
  });
});

describe('what is not repeatable and is somebody’s own', () => {
  const alarm = {
    kind: 'not repeatable',
    blame: 'yours',
    rule: null,
    step: 3,
    place: null,
    expected: 'completion 4 is pending',
    seen: 'it is not',
    token: null,
    otherToken: null,
    faults: [],
  } as const;

  it('ends with 3, or with 1 where a failing order was seen; never with 70', () => {
    expect(exitCodeOfAlarm(alarm, null)).toBe(EXIT.nothingProven);
    expect(exitCodeOfAlarm(alarm, { token: 'x' })).toBe(EXIT.notAsExpected);
    expect(exitCodeOfAlarm({ ...alarm, blame: 'racetape' }, { token: 'x' })).toBe(EXIT.ourFault);
    expect(exitCodeOfAlarm(null, null)).toBeNull();
  });
});

describe('without one', () => {
  it('there is no alarm', async () => {
    const host = hostWithScenario();
    expect(await host.run(...EXPLORE, '--json')).toBe(0);
    expect(JSON.parse(host.said.stdout).coverage).toMatchObject({ kind: 'complete', alarm: null });
  });
});
