import { describe, expect, it } from 'vitest';
import { noStall, pendingReleased, signalHandled } from '../../src/assertions/index.js';
import { endOf, QUIET_END, type Told } from '../tape/sample-tape.js';
import { arrival, findingsOf } from './story.js';

describe('pending-released', () => {
  it('accepts an end without pending marks', () => {
    expect(findingsOf(pendingReleased, [QUIET_END])).toEqual([]);
  });

  it('rejects each pending mark that is left', () => {
    const pending = [
      { runner: 'r1.c1', symbol: 'APP' },
      { runner: 'r1.c1', symbol: 'GME' },
    ];
    expect(findingsOf(pendingReleased, [endOf({ cash: 0, pending })])).toMatchObject([
      {
        assertion: 'pending-released',
        severity: 'error',
        symbol: 'APP',
        message: expect.stringContaining('APP: its pending mark in r1.c1 was never taken back'),
      },
      { symbol: 'GME' },
    ]);
  });
});

describe('no-stall', () => {
  const stall = (
    waits: readonly { task: string; waitsFor: string; heldBy: string | null }[],
  ): Told => ({
    kind: 'stall',
    waits,
    atUs: 2_500_000,
  });

  it('accepts a tape that goes on to its end', () => {
    expect(findingsOf(noStall, [arrival(), QUIET_END])).toEqual([]);
  });

  it('rejects a deadlock and tells the wait-for graph in words', () => {
    const found = findingsOf(noStall, [
      stall([
        { task: 'a', waitsFor: 'lock x', heldBy: 'b' },
        { task: 'b', waitsFor: 'lock y', heldBy: 'a' },
      ]),
    ]);
    expect(found).toMatchObject([
      {
        assertion: 'no-stall',
        severity: 'error',
        message:
          'Nothing could happen any more at 2.5 s: a waits for lock x, held by b; b waits for lock y, held by a. ' +
          'They wait for one another: a deadlock.',
      },
    ]);
  });

  it('tells a lost wake-up from a deadlock, and announces what it leaves out', () => {
    const waits = Array.from({ length: 10 }, (_, index) => ({
      task: `t${index}`,
      waitsFor: 'lock x',
      heldBy: null,
    }));
    const [finding] = findingsOf(noStall, [stall(waits)]);
    expect(finding!.message).toContain(
      't7 waits for lock x, held by nobody; and 2 more wait. A wake-up was lost',
    );
  });
});

describe('no-stall, where a time-out ran out', () => {
  const gaveUp = (deadlock: boolean): Told => ({
    kind: 'gave-up',
    task: 'a',
    waitsFor: 'a database connection',
    afterUs: 10_000_000,
    deadlock,
    waits: [
      { task: 'a', waitsFor: 'a database connection', heldBy: 'b' },
      { task: 'b', waitsFor: 'lock x', heldBy: 'a' },
    ],
    atUs: 12_500_000,
  });
  const GRAPH =
    'a gave up at 12.5 s, after 10 s without a database connection: ' +
    'a waits for a database connection, held by b; b waits for lock x, held by a. ';

  it('rejects a deadlock that only the time-out ended', () => {
    expect(findingsOf(noStall, [gaveUp(true)])).toMatchObject([
      {
        assertion: 'no-stall',
        severity: 'error',
        message: `${GRAPH}They waited for one another: a deadlock that only the time-out ended.`,
      },
    ]);
  });

  it('rejects a delay that was longer than the time-out, and tells it from a deadlock', () => {
    expect(findingsOf(noStall, [gaveUp(false)])).toMatchObject([
      {
        severity: 'error',
        message: `${GRAPH}Whoever held it was still at work: a delay, longer than the time-out.`,
      },
    ]);
  });
});

describe('signal-handled', () => {
  it('accepts signals that a cycle took up', () => {
    expect(findingsOf(signalHandled, [arrival(), QUIET_END])).toEqual([]);
  });

  it('warns of a signal that no cycle took up', () => {
    const late: Told = {
      kind: 'late-signal',
      signalId: 's1',
      symbol: 'APP',
      reason: 'no cycle came',
      atUs: 31_000_000,
    };
    expect(findingsOf(signalHandled, [arrival(), late])).toMatchObject([
      {
        assertion: 'signal-handled',
        severity: 'warning',
        symbol: 'APP',
        message:
          'APP: signal s1 was still waiting at 31 s (no cycle came). Its runner had no further cycle to take it up.',
      },
    ]);
  });
});
