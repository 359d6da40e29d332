import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { checkAmbient } from '../../src/experiments/ambient-check.js';
import { type Body, inOrderOfIssue, type Ports, tinyProgram } from './ambient-program.js';

/** Read, let `act` say how much, write: `act` is called in step 0, when the read has come back. */
const buying =
  (act: (ports: Ports) => number | Promise<number>): Body =>
  async (ports) => {
    await ports.read('APP');
    await ports.write('APP', await act(ports));
  };

const HERE = /test[\\/]experiments[\\/]ambient-check\.test\.ts:\d+:\d+$/;

/** What the host still has to do when a run has ended, so that no test leaves anything behind. */
const leftovers: Promise<unknown>[] = [];
const later = <T>(promise: Promise<T>): Promise<T> => {
  leftovers.push(promise);
  return promise;
};

/** The probe, what reaches for it, and a twin that asks the ports for the same. */
const atTheCall: readonly [string, (ports: Ports) => number | Promise<number>][] = [
  ['Date.now', () => Date.now()],
  ['new Date()', () => new Date().getUTCDate()],
  ['performance.now', () => performance.now()],
  ['Math.random', () => Math.random()],
  ['crypto.randomUUID', () => crypto.randomUUID().length],
  ['setTimeout', () => new Promise((resolve) => setTimeout(() => resolve(7), 0))],
  ['setImmediate', () => new Promise((resolve) => setImmediate(() => resolve(7)))],
  ['file I/O', async () => (await later(readFile(new URL(import.meta.url)))).length],
  [
    'network I/O',
    async () => {
      const socket = new Socket();
      socket.on('error', () => undefined);
      await later(
        new Promise((resolve) => socket.on('close', resolve).connect(1, '127.0.0.1').destroy()),
      );
      return 7;
    },
  ],
  ['worker', () => later(new Worker('', { eval: true }).terminate())],
];

describe('ambient non-determinism', () => {
  it.each(atTheCall)('is trapped at the call: %s', async (probe, act) => {
    const { uses, findings } = await checkAmbient(tinyProgram(buying(act)), () => inOrderOfIssue());
    expect(uses[0]).toEqual({
      probe,
      step: 0,
      label: 'runner, act 0',
      where: expect.stringMatching(HERE) as string,
    });
    expect(uses).toHaveLength(1);
    expect(findings[0]).toContain(`${probe} in step 0 (runner, act 0), `);
    await Promise.all(leftovers.splice(0));
  });

  it('is trapped at the call: a queued microtask that races with real I/O, whichever is first', async () => {
    const queued = () => new Promise<number>((resolve) => queueMicrotask(() => resolve(7)));
    const read = () => later(readFile(new URL(import.meta.url))).then(({ length }) => length);
    const races = [() => Promise.race([queued(), read()]), () => Promise.race([read(), queued()])];
    for (const act of races) {
      const { uses } = await checkAmbient(tinyProgram(buying(act)), () => inOrderOfIssue());
      expect(uses.map(({ probe, step, label }) => [probe, step, label])).toEqual([
        ['file I/O', 0, 'runner, act 0'],
        ['queueMicrotask beside real I/O', 0, 'runner, act 0'],
      ]);
      for (const { where } of uses) expect(where).toMatch(HERE);
    }
    await Promise.all(leftovers.splice(0));
  });

  it('is found by the self-check: iteration over an object with numeric keys used as ids', async () => {
    // Ids come from a counter that outlives the run; numeric keys iterate by size, not by age.
    // Run 1: the new order is 8, before 9 of the snapshot. Run 2: it is 10, after it.
    let lastId = 7;
    const nextId = (): number => {
      lastId += 1;
      return lastId;
    };
    const cancelAll: Body = async (ports) => {
      await ports.read('APP');
      const openOrders: Record<number, string> = { 9: 'OLD' };
      openOrders[nextId()] = 'NEW';
      const fillId = nextId();
      expect(fillId).toBe(lastId);
      for (const symbol of Object.values(openOrders)) await ports.write(symbol, 0);
    };
    const { uses, difference, findings } = await checkAmbient(tinyProgram(cancelAll), () =>
      inOrderOfIssue(),
    );
    expect(uses).toEqual([]);
    // Step 0 reads, step 1 is the other task's, step 2 cancels: NEW in run 1, OLD in run 2.
    expect(difference).toEqual({
      step: 2,
      label: 'runner, act 1',
      expected: 'touches write positions {"key":"NEW"}',
      seen: 'touches write positions {"key":"OLD"}',
    });
    expect(findings[0]).toMatch(/^differs from run to run in step 2 \(runner, act 1\): /);
  });

  it('is found by the self-check: a cache that outlives the run, which saves a step', async () => {
    const cache = new Map<string, number>();
    const reading: Body = async (ports) => {
      await ports.read('TAPE');
      if (!cache.has('APP')) cache.set('APP', await ports.read('APP'));
    };
    const { difference } = await checkAmbient(tinyProgram(reading), () => inOrderOfIssue());
    expect(difference).toMatchObject({ step: 1, label: 'after runner, act 0' });
  });

  it('leaves the good twins alone: the same through the ports, and arithmetic', async () => {
    const ids = new Map([
      ['9', 'OLD'],
      ['8', 'NEW'],
    ]);
    const twins: readonly Body[] = [
      buying((ports) => ports.clock.now().us),
      async (ports) => {
        const start = ports.clock.now();
        await ports.read('APP');
        await ports.write('APP', ports.clock.hasElapsed(start, 5) ? 7 : 0);
      },
      buying(() => new Date(7).getTime()),
      buying(() => Date.UTC(2026, 0, 27) + Date.parse('2026-01-27T00:00:00Z')),
      buying(() => Math.floor(Math.sqrt(50))),
      buying(async (ports) => {
        await ports.clock.sleep(5);
        return 7;
      }),
      buying(() => new Promise((resolve) => queueMicrotask(() => resolve(7)))),
      buying(() => new Promise((resolve) => process.nextTick(() => resolve(7)))),
      async (ports) => {
        for (const symbol of ids.values()) await ports.write(symbol, 0);
      },
    ];
    for (const twin of twins) {
      expect(await checkAmbient(tinyProgram(twin), () => inOrderOfIssue())).toEqual({
        uses: [],
        difference: null,
        findings: [],
      });
    }
  });

  it('names what comes by an import of a part of Node as well', async () => {
    const body = buying(() => randomUUID().length);
    const { uses } = await checkAmbient(tinyProgram(body), () => inOrderOfIssue());
    expect(uses).toMatchObject([{ probe: 'crypto.randomUUID', step: 0, label: 'runner, act 0' }]);
  });

  it('takes an error that came with a use of the host for its consequence, and throws any other on', async () => {
    const failing = (reason: string): Body =>
      buying(() => {
        if (reason === 'the host') Math.random();
        throw new Error(`failed because of ${reason}`);
      });
    const { uses } = await checkAmbient(tinyProgram(failing('the host')), () => inOrderOfIssue());
    expect(uses).toMatchObject([{ probe: 'Math.random', step: 0 }]);
    await expect(
      checkAmbient(tinyProgram(failing('itself')), () => inOrderOfIssue()),
    ).rejects.toThrow('failed because of itself');
  });
});
