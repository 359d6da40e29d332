import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel, Streams, Task } from '../../src/kernel/index.js';
import { FIRST, settingOf } from './kernel-under-test.js';

const draws = (stream: { next(): number }, count: number): number[] =>
  Array.from({ length: count }, () => stream.next());

describe('named random streams', () => {
  it('are pinned at seed 1: a change of generator would change every tape', () => {
    expect(draws(new Streams(1).open('schedule'), 3)).toMatchInlineSnapshot(`
      [
        0.7325939768925309,
        0.727947338949889,
        0.9965374893508852,
      ]
    `);
  });

  it('differ by name and by seed, and begin anew whenever they are opened', () => {
    const streams = new Streams(1);
    const schedule = draws(streams.open('schedule'), 5);
    expect(draws(streams.open('schedule'), 5)).toEqual(schedule);
    expect(draws(streams.open('latency/a'), 5)).not.toEqual(schedule);
    expect(draws(new Streams(2).open('schedule'), 5)).not.toEqual(schedule);
  });

  it('give the same draws remembered as fresh, however runs overlap, seed 4', () => {
    const acts = fc.array(fc.record({ stream: fc.nat({ max: 2 }), count: fc.nat({ max: 9 }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.nat({ max: 1_000 }), acts, (seed, taken) => {
        const remembered = new Streams(seed, 'remembered');
        const fresh = new Streams(seed, 'fresh');
        // Three readers of one name, advanced in turns: each must see the stream from its beginning.
        const pairs = [0, 1, 2].map(() => [remembered.open('a'), fresh.open('a')] as const);
        for (const { stream, count } of taken) {
          const [one, two] = pairs[stream]!;
          expect(draws(one, count)).toEqual(draws(two, count));
        }
      }),
      { seed: 4 },
    );
  });

  it('never shift one another: draws added in one leave the others as they were, seed 5', () => {
    const streams = new Streams(5);
    const alone = draws(streams.open('latency/b'), 10);
    const [a, b] = [streams.open('latency/a'), streams.open('latency/b')];
    const beside = alone.map((_, index) => {
      draws(a, index);
      return b.next();
    });
    expect(beside).toEqual(alone);
  });

  it('give a task a latency stream of its own', () => {
    const { names, streams } = settingOf(6);
    const [a, b] = [new Task('a', names, streams), new Task('b', names, streams)];
    const alone = draws(streams.open('latency/b'), 3);
    const beside = alone.map(() => {
      a.drawLatency();
      return b.drawLatency();
    });
    expect(beside).toEqual(alone);
  });

  it('draw whole numbers below a bound, all of them, seed 7', () => {
    const stream = new Streams(7).open('x');
    const seen = new Set(Array.from({ length: 200 }, () => stream.below(5)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(stream.below(1)).toBe(0);
  });
});

describe('a task', () => {
  it('has no more operations than can be told apart', () => {
    const setting = settingOf();
    const task = new Task('a', setting.names, setting.streams);
    const kernel = new Kernel(setting, FIRST);
    expect(kernel.step).toBe(-1);
    for (let ordinal = 0; ordinal < 1 << 20; ordinal++) task.nextKey();
    expect(() => task.nextKey()).toThrow('task a has more than 1048576 operations');
  });
});
