import { of, Subject, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { noDuplicate, type Rule, streamOf } from '../../src/assertions/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { sampleHeader, stampAll } from '../tape/sample-tape.js';
import { fill } from './story.js';

const header = sampleHeader();
const broken = (where: 'step' | 'end'): Rule => ({
  name: 'broken',
  severity: 'error',
  kinds: ['fill'],
  start: () => ({
    step: () => {
      if (where === 'step') throw new Error('our fault');
      return undefined;
    },
    end: () => {
      throw new Error('our fault');
    },
  }),
});

describe('lifting a rule to the stream', () => {
  it('tells a finding inside the call that brought the event', () => {
    const events = new Subject<TapeEvent>();
    const seen: number[] = [];
    noDuplicate(header)(events).subscribe(({ seq }) => seen.push(seq));
    const [one, two, three] = stampAll([fill(), fill(), fill()]);
    events.next(one!);
    expect(seen).toEqual([]);
    events.next(two!);
    expect(seen).toEqual([1]);
    events.next(three!);
    expect(seen).toEqual([1, 2]);
  });

  it('starts a run of its own for each subscription', () => {
    const findings = noDuplicate(header)(of(...stampAll([fill(), fill()])));
    for (let round = 0; round < 2; round++) {
      const seen: number[] = [];
      findings.subscribe(({ seq }) => seen.push(seq));
      expect(seen).toEqual([1]);
    }
  });

  it.each(['step', 'end'] as const)('passes on at once what a rule throws in %s', (where) => {
    const errors: unknown[] = [];
    streamOf(broken(where))(header)(of(...stampAll([fill()]))).subscribe({
      error: (error) => errors.push(error),
    });
    expect(errors).toEqual([new Error('our fault')]);
  });

  it('passes on an error of the events', () => {
    const errors: unknown[] = [];
    noDuplicate(header)(throwError(() => 'torn')).subscribe({
      error: (error) => errors.push(error),
    });
    expect(errors).toEqual(['torn']);
  });
});
