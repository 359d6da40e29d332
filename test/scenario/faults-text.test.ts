import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANYWHERE,
  FAULT_KINDS,
  type Fault,
  type FaultWhen,
  formOf,
} from '../../src/domain/index.js';
import { GUARD_NAMES } from '../../src/guards/index.js';
import { faultFor, parseFault, printFault } from '../../src/scenario/index.js';
import { scenarioIn } from './read.js';

const SCENARIO = scenarioIn(`title: A small world
start: 2026-01-26T15:42:07Z
account: {cash: 144420.92}
system: {runners: [{id: r1, cycles: 2}, {id: r2}]}
signals:
  - {id: first, symbol: APP, price: 540.00}
  - {id: "a, (b) = \\"c\\"", symbol: GME, price: 24.00}
`);

function read(text: string): Fault {
  const written = parseFault(text);
  if (!written.ok) throw new Error(JSON.stringify(written.refusal));
  const fault = faultFor(written.value, SCENARIO);
  if (!fault.ok) throw new Error(JSON.stringify(fault.refusal));
  return fault.value;
}

function refusal(text: string) {
  const written = parseFault(text);
  if (!written.ok) return written.refusal;
  const fault = faultFor(written.value, SCENARIO);
  return fault.ok ? null : fault.refusal;
}

const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });

const anyFault = fc.constantFrom(...FAULT_KINDS).chain((kind): fc.Arbitrary<Fault> => {
  const { strikes, time } = formOf(kind);
  const signal = orNull(['first', 'a, (b) = "c"']);
  const runner = orNull(['r1', 'r2']);
  const symbol = orNull(['APP', 'GME']);
  const place =
    strikes === 'call'
      ? fc.record({
          task: orNull(['r1.c2', 'r1.c1/first', 'r1.c1/first~2']),
          runner,
          cycle: orNull([1]),
          signal,
          symbol,
          operation: fc.constant(null),
          statement: fc.constant(null),
          guard: orNull(GUARD_NAMES.filter((name) => /position|trade|intent/.test(name))),
          nth: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
        })
      : fc.record({
          ...Object.fromEntries(Object.keys(ANYWHERE).map((name) => [name, fc.constant(null)])),
          runner,
          ...(strikes === 'signal' ? { signal, symbol } : {}),
        });
  return fc.record({
    kind: fc.constant(kind),
    when: fc.constantFrom<FaultWhen>('always', 'maybe', 0.01, 0.5, 0.000000001),
    place: place as fc.Arbitrary<Fault['place']>,
    us: time === null ? fc.constant(null) : fc.integer({ min: 0, max: 1e10 }),
    to: kind === 'signal-again' ? runner : fc.constant(null),
  });
});

describe('a fault on one line', () => {
  it('reads as it is written', () => {
    expect(read('write-lost(statement=write position, symbol=APP, nth=1)')).toEqual({
      kind: 'write-lost',
      when: 'always',
      place: { ...ANYWHERE, statement: 'write position', symbol: 'APP', nth: 1 },
      us: null,
      to: null,
    });
    expect(read('busy')).toMatchObject({ kind: 'busy', us: 5_000_000, when: 'always' });
    expect(read('signal-again( signal=first , after=2ms, to=r2, when=.25 )')).toMatchObject({
      us: 2_000,
      to: 'r2',
      when: 0.25,
    });
  });

  it('reads back as the same, whatever it is', () => {
    fc.assert(
      fc.property(anyFault, (fault) => {
        expect(read(printFault(fault))).toEqual(fault);
      }),
      { seed: 20260127, numRuns: 300 },
    );
  });

  it.each([
    ['write-lots', 'a fault: kind, or kind(name=value, …)', 'did you mean write-lost?'],
    ['busy(fo=1s)', 'name=value pairs in the brackets', 'did you mean for?'],
    [
      'busy(for=1)',
      'for: a duration with its unit (us, ms, s, m, h), at most 366 days',
      'name the unit: 1ms, 1s, …',
    ],
    ['busy(nth=1, nth=2)', 'nth= once', 'remove one nth='],
    ['busy(signal="first)', 'name=value pairs in the brackets', null],
    ['busy(signal=frst)', 'signal: the id of a signal', 'did you mean first?'],
    ['busy(runner=r3)', 'runner: a runner of system.runners', 'did you mean r1?'],
    ['busy(cycle=3)', 'cycle: a cycle that is run, 1 to 2', null],
    ['busy(runner=r2, cycle=2)', 'cycle: a cycle that is run, 1 to 1', null],
    ['busy(symbol=AP)', 'symbol: a symbol of signals or positions', 'did you mean APP?'],
    [
      'busy(task=r1.c9)',
      'task: a task of this scenario: runner.c<cycle>, or that and /<signal>',
      null,
    ],
    ['busy(guard=cycle-set)', 'guard: a guard that asks the database', null],
    [
      'read-error(operation=broker)',
      'operation: an operation that read-error can strike: db.read',
      null,
    ],
    [
      'read-error(statement=insert trade)',
      'statement: a statement that read-error can strike (db.read)',
      null,
    ],
    ['busy(operation=db.read, statement=insert trade)', 'statement: a statement of db.read', null],
    ['write-lost(for=1s)', 'for: a field of write-lost', null],
    ['busy(by=1s)', 'by: a field of busy', 'write for: for the time of busy'],
    ['signal-late(statement=insert trade)', 'statement: a field of signal-late', null],
    [
      'busy(when=1.5)',
      'when: always, maybe, or a probability above 0 and below 1 such as 0.01',
      null,
    ],
    [
      'busy(when=0.0)',
      'when: always, maybe, or a probability above 0 and below 1 such as 0.01',
      null,
    ],
    [
      '2x',
      'a fault: kind, or kind(name=value, …)',
      'for instance write-lost(statement=write position, nth=1)',
    ],
  ])('refuses %s', (text, expected, hint) => {
    expect(refusal(text)?.expected).toBe(expected);
    if (hint !== null) expect(refusal(text)?.hint).toBe(hint);
  });
});
