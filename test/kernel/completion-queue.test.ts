import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarliestQueue, OpenQueue, PendingCompletion } from '../../src/kernel/completion-queue.js';

const completion = (dueUs: number, issue: number): PendingCompletion =>
  new PendingCompletion(issue, 'timer', -1, -1, 0, 0, dueUs, issue, () => undefined);

/** Pushes of due times between takes: small times, so that ties are common. */
const work = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('push' as const), dueUs: fc.nat({ max: 6 }) }),
    fc.record({ act: fc.constant('take' as const), pick: fc.nat() }),
  ),
  { maxLength: 60 },
);

describe('the queue of the default order', () => {
  it('offers what sorting by (due, issue) offers, whatever is pushed between takes, seed 1', () => {
    fc.assert(
      fc.property(work, (acts) => {
        const queue = new EarliestQueue();
        const model: PendingCompletion[] = [];
        let issue = 0;
        for (const act of acts) {
          if (act.act === 'push') {
            const pushed = completion(act.dueUs, issue++);
            queue.push(pushed);
            model.push(pushed);
          } else if (model.length > 0) {
            const earliest = Math.min(...model.map(({ dueUs }) => dueUs));
            const expected = model.filter(({ dueUs }) => dueUs === earliest);
            expect(queue.candidates().map((one) => one.issue)).toEqual(
              expected.map((one) => one.issue),
            );
            const index = act.pick % expected.length;
            expect(queue.take(index)).toBe(expected[index]);
            model.splice(model.indexOf(expected[index]!), 1);
          }
          expect(queue.size).toBe(model.length);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('takes out 1,000 completions in sorted order, seed 2', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 1000 }), (times) => {
        const queue = new EarliestQueue();
        for (const [issue, dueUs] of times.entries()) queue.push(completion(dueUs, issue));
        const taken = times.map(() => queue.take(0));
        const sorted = [...taken].sort((a, b) => a.dueUs - b.dueUs || a.issue - b.issue);
        expect(taken).toEqual(sorted);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('has no candidates when it is empty', () => {
    expect(new EarliestQueue().candidates()).toEqual([]);
  });
});

describe('the queue of an exploration', () => {
  it('offers everything that is pending, in the order of issue', () => {
    const queue = new OpenQueue();
    for (const [issue, dueUs] of [5, 1, 3].entries()) queue.push(completion(dueUs, issue));
    expect(queue.take(1).dueUs).toBe(1);
    expect(queue.candidates().map(({ dueUs }) => dueUs)).toEqual([5, 3]);
    expect(queue.size).toBe(2);
  });
});
