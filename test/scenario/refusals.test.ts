import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, STATEMENT_NAMES } from '../../src/domain/index.js';
import { parseScenario, renderProblems } from '../../src/scenario/index.js';
import { problemsIn, SMALLEST, scenarioIn } from './read.js';

/** A second signal, with these fields more. */
const withSignal = (fields: string) => `${SMALLEST}  - {symbol: APP, price: 1.00, ${fields}}\n`;
const withField = (lines: string) => `${SMALLEST}${lines}\n`;

interface Twin {
  readonly what: string;
  /** The nearest text that is no mistake. */
  readonly good: string;
  readonly bad: string;
  /** What a person sees of the bad one. */
  readonly shown: readonly string[];
}

const TWINS: readonly Twin[] = [
  {
    what: 'a pool without connections',
    good: withField('database: {pool: 1}'),
    bad: withField('database: {pool: 0}'),
    shown: [
      'one.yaml:6:18: database.pool: expected a whole number from 1 to 10000, found "0"',
      '    try: a pool has at least 1; leave the section out where nobody ever waits for a connection',
    ],
  },
  {
    what: 'a checkout time-out that is no duration',
    good: withField('database: {checkout-timeout: none}'),
    bad: withField('database: {checkout-timeout: never}'),
    shown: [
      'one.yaml:6:30: database.checkout-timeout: expected none, or a duration with its unit (us, ms, s, m, h), at most 366 days, found "never"',
      '    try: write it like 250us, 5ms, 1.5s, 2m or 1h',
    ],
  },
  {
    what: 'a busy time-out without its unit',
    good: withField('database: {busy-timeout: 5000ms}'),
    bad: withField('database: {busy-timeout: 5000}'),
    shown: [
      'one.yaml:6:26: database.busy-timeout: expected a duration with its unit (us, ms, s, m, h), at most 366 days, found "5000"',
      '    try: name the unit: 5000ms, 5000s, …',
    ],
  },
  {
    what: 'more leaked connections than there are',
    good: withField('database: {pool: 2, leaked: 2}'),
    bad: withField('database: {pool: 2, leaked: 3}'),
    shown: [
      'one.yaml:6:29: database.leaked: expected at most the pool of 2, found "3"',
      '    try: only connections that there are can leak',
    ],
  },
  {
    what: 'a hold of an operation that writes nothing',
    good: withField('latency: {db.write.hold: constant(1ms)}'),
    bad: withField('latency: {db.read.hold: constant(1ms)}'),
    shown: [
      'one.yaml:6:11: latency: expected a known field, found the unknown field "db.read.hold"',
      '    try: fields here: db.read, db.read.request, db.read.response, db.write, db.write.request, db.write.response, db.write.hold, broker, broker.request, broker.response',
    ],
  },
  {
    what: 'an unknown field at the top',
    good: withField('story: x'),
    bad: withField('storry: x'),
    shown: [
      'one.yaml:6:1: expected a known field, found the unknown field "storry"',
      '    try: did you mean story?',
    ],
  },
  {
    what: 'an unknown field in camel case',
    good: withSignal('scale-in: true'),
    bad: withSignal('scaleIn: true'),
    shown: [
      'one.yaml:6:32: signals[1]: expected a known field, found the unknown field "scaleIn"',
      '    try: did you mean scale-in?',
    ],
  },
  {
    what: 'an unknown field like no other',
    good: withField('latency: {db.read: constant(1ms)}'),
    bad: withField('latency: {network: constant(1ms)}'),
    shown: [
      'one.yaml:6:11: latency: expected a known field, found the unknown field "network"',
      '    try: fields here: db.read, db.read.request, db.read.response, db.write, db.write.request, db.write.response, db.write.hold, broker, broker.request, broker.response',
    ],
  },
  {
    what: 'a comma inside { } without quotes',
    good: withField('latency: {db.read: "uniform(1ms,2ms)"}'),
    bad: withField('latency: {db.read: uniform(1ms,2ms)}'),
    shown: [
      'one.yaml:6:20: latency.db.read: expected a latency profile, for instance constant(5ms), uniform(2ms,9ms) or lognormal(p50=8ms,p99=40ms), found "uniform(1ms"',
      '    try: close the bracket; inside { } a comma ends a value, so put the profile in quotes there',
      'one.yaml:6:32: latency: expected a known field, found the unknown field "2ms)"',
      '    try: inside { } a comma ends a value: put a value with commas in quotes; fields here: db.read, db.read.request, db.read.response, db.write, db.write.request, db.write.response, db.write.hold, broker, broker.request, broker.response',
    ],
  },
  {
    what: 'a comma list inside { } without quotes',
    good: withField('expect: [{verdict: pass, guards: "cycle-set,recent-trade"}]'),
    bad: withField('expect: [{verdict: pass, guards: cycle-set,recent-trade}]'),
    shown: [
      'one.yaml:6:44: expect[0]: expected a known field, found the unknown field "recent-trade"',
      '    try: inside { } a comma ends a value: put a value with commas in quotes; fields here: guards, verdict, duplicates, explore',
    ],
  },
  {
    what: 'a missing field',
    good: SMALLEST,
    bad: SMALLEST.replace('title: One BUY\n', ''),
    shown: [
      'one.yaml:1:1: title: expected text of 1 to 10000 characters, found nothing',
      '    try: write title: and a value; scenarios/README.md explains it',
    ],
  },
  {
    what: 'a missing field of an entry',
    good: SMALLEST,
    bad: SMALLEST.replace(', price: 540.00', ''),
    shown: [
      'one.yaml:5:5: signals[0].price: expected money above 0 with at most 6 decimals, below 1,000,000,000, found nothing',
      '    try: write price: and a value; scenarios/README.md explains it',
    ],
  },
  {
    what: 'a required field left empty',
    good: SMALLEST,
    bad: SMALLEST.replace(' One BUY', ''),
    shown: [
      'one.yaml:1:1: title: expected text of 1 to 10000 characters, found nothing',
      '    try: write title: and a value; scenarios/README.md explains it',
    ],
  },
  {
    what: 'an empty title',
    good: SMALLEST.replace('One BUY', '"x"'),
    bad: SMALLEST.replace('One BUY', '""'),
    shown: [
      'one.yaml:1:8: title: expected text of 1 to 10000 characters, found ""',
      '    try: write something',
    ],
  },
  {
    what: 'a list where text is due',
    good: SMALLEST,
    bad: SMALLEST.replace('One BUY', '[One, BUY]'),
    shown: [
      'one.yaml:1:8: title: expected text of 1 to 10000 characters, found a list of 2',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a map where text is due',
    good: SMALLEST,
    bad: SMALLEST.replace('One BUY', '{One: BUY}'),
    shown: [
      'one.yaml:1:8: title: expected text of 1 to 10000 characters, found a map',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'text where a list is due',
    good: SMALLEST,
    bad: SMALLEST.replace(/signals:[\s\S]*/, 'signals: APP'),
    shown: [
      'one.yaml:4:10: signals: expected a list, found "APP"',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'text where a map is due',
    good: SMALLEST,
    bad: SMALLEST.replace('{cash: 1000.00}', '1000.00'),
    shown: [
      'one.yaml:3:10: account: expected a map of fields, found "1000.00"',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'no signals',
    good: SMALLEST,
    bad: SMALLEST.replace(/signals:[\s\S]*/, 'signals: []'),
    shown: [
      'one.yaml:4:10: signals: expected a list of at least 1, found a list of 0',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'no runners',
    good: withField('system: {runners: [{id: a}]}'),
    bad: withField('system: {runners: []}'),
    shown: [
      'one.yaml:6:19: system.runners: expected a list of at least 1, found a list of 0',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a negative time',
    good: withSignal('at: 5ms'),
    bad: withSignal('at: -5ms'),
    shown: [
      'one.yaml:6:36: signals[1].at: expected a duration of 0 or more, found "-5ms"',
      '    try: times count forward: write it without the -',
    ],
  },
  {
    what: 'a time without unit',
    good: withSignal('at: 5ms'),
    bad: withSignal('at: 5'),
    shown: [
      'one.yaml:6:36: signals[1].at: expected a duration with its unit (us, ms, s, m, h), at most 366 days, found "5"',
      '    try: name the unit: 5ms, 5s, …',
    ],
  },
  {
    what: 'a quantity of 0',
    good: withSignal('quantity: 1'),
    bad: withSignal('quantity: 0'),
    shown: [
      'one.yaml:6:42: signals[1].quantity: expected a whole number from 1 to 100000000, found "0"',
      '    try: whole shares, at least 1; leave it out to let the path size the order',
    ],
  },
  {
    what: 'a fractional quantity',
    good: withSignal('quantity: 1'),
    bad: withSignal('quantity: 1.5'),
    shown: [
      'one.yaml:6:42: signals[1].quantity: expected a whole number from 1 to 100000000, found "1.5"',
      '    try: whole shares, at least 1; leave it out to let the path size the order',
    ],
  },
  {
    what: 'a quantity beyond the range',
    good: withSignal('quantity: 100000000'),
    bad: withSignal('quantity: 100000001'),
    shown: [
      'one.yaml:6:42: signals[1].quantity: expected a whole number from 1 to 100000000, found "100000001"',
      '    try: whole shares, at least 1; leave it out to let the path size the order',
    ],
  },
  {
    what: 'a held quantity of 0',
    good: withField('positions: [{symbol: A, quantity: -1, price: 1}]'),
    bad: withField('positions: [{symbol: A, quantity: 0, price: 1}]'),
    shown: [
      'one.yaml:6:35: positions[0].quantity: expected a whole number of shares other than 0, at most 100000000, found "0"',
      '    try: leave the position out where nothing is held',
    ],
  },
  {
    what: '10^9 signals',
    good: withSignal('count: 999'),
    bad: withSignal('count: 1000000000'),
    shown: [
      'one.yaml:6:39: signals[1].count: expected a whole number from 1 to 1000000, found "1000000000"',
      '    try: bring it into the range',
    ],
  },
  {
    what: 'a million signals and one more',
    good: withSignal('count: 999'),
    bad: withSignal('count: 1000000'),
    shown: [
      'one.yaml:6:5: signals[1]: expected at most 1000000 signals in all, found 1000001 up to this entry',
      '    try: split the scenario in two',
    ],
  },
  {
    what: 'a parallelism beyond the range',
    good: withField('system: {parallelism: 100000}'),
    bad: withField('system: {parallelism: 100001}'),
    shown: [
      'one.yaml:6:23: system.parallelism: expected a whole number from 1 to 100000, found "100001"',
      '    try: bring it into the range',
    ],
  },
  {
    what: 'a price of 0',
    good: SMALLEST,
    bad: SMALLEST.replace('540.00', '0.00'),
    shown: [
      'one.yaml:5:26: signals[0].price: expected money above 0 with at most 6 decimals, below 1,000,000,000, found "0.00"',
      '    try: a price is above 0',
    ],
  },
  {
    what: 'money with seven decimals',
    good: SMALLEST.replace('540.00', '0.000001'),
    bad: SMALLEST.replace('540.00', '0.0000001'),
    shown: [
      'one.yaml:5:26: signals[0].price: expected money above 0 with at most 6 decimals, below 1,000,000,000, found "0.0000001"',
      '    try: write it like 144420.92 or "$144,420.92"',
    ],
  },
  {
    what: 'money as a float with exponent',
    good: SMALLEST.replace('540.00', '5400'),
    bad: SMALLEST.replace('540.00', '5.4e3'),
    shown: [
      'one.yaml:5:26: signals[0].price: expected money above 0 with at most 6 decimals, below 1,000,000,000, found "5.4e3"',
      '    try: write it like 144420.92 or "$144,420.92"',
    ],
  },
  {
    what: 'a symbol in small letters',
    good: SMALLEST,
    bad: SMALLEST.replace('APP', 'app'),
    shown: [
      'one.yaml:5:14: signals[0].symbol: expected a symbol: 1 to 5 capital letters, then perhaps a dot and 1 or 2 more, found "app"',
      '    try: write it like APP or BRK.B',
    ],
  },
  {
    what: 'a symbol too long',
    good: SMALLEST.replace('APP', 'ABCDE.XY'),
    bad: SMALLEST.replace('APP', 'ABCDEF'),
    shown: [
      'one.yaml:5:14: signals[0].symbol: expected a symbol: 1 to 5 capital letters, then perhaps a dot and 1 or 2 more, found "ABCDEF"',
      '    try: write it like APP or BRK.B',
    ],
  },
  {
    what: 'an unknown side',
    good: withSignal('side: SELL'),
    bad: withSignal('side: SEL'),
    shown: [
      'one.yaml:6:38: signals[1].side: expected one of BUY, SELL, found "SEL"',
      '    try: did you mean SELL?',
    ],
  },
  {
    what: 'a time-out that counts backward',
    good: withField('system: {broker-timeout: 5s}'),
    bad: withField('system: {broker-timeout: -5s}'),
    shown: [
      'one.yaml:6:26: system.broker-timeout: expected a duration of 0 or more, found "-5s"',
      '    try: times count forward: write it without the -',
    ],
  },
  {
    what: 'a clock that is off by a bare number',
    good: withField('system: {runners: [{id: a, clock-skew: -3s}]}'),
    bad: withField('system: {runners: [{id: a, clock-skew: -3}]}'),
    shown: [
      'one.yaml:6:40: system.runners[0].clock-skew: expected a duration with its unit (us, ms, s, m, h), at most 366 days, found "-3"',
      '    try: name the unit: 3ms, 3s, …',
    ],
  },
  {
    what: 'a yes for a true',
    good: withField('system: {closing: true}'),
    bad: withField('system: {closing: yes}'),
    shown: [
      'one.yaml:6:19: system.closing: expected true or false, found "yes"',
      '    try: write true or false, in small letters',
    ],
  },
  {
    what: 'an unknown guard',
    good: withField('system: {guards: cycle-set}'),
    bad: withField('system: {guards: cycle-sets}'),
    shown: [
      'one.yaml:6:18: system.guards: expected a guard set (none, before, three-layer, all, recorded) or a comma list of these and of guards, found "cycle-sets"',
      '    try: did you mean cycle-set?',
    ],
  },
  {
    what: 'guards of the system that are recorded',
    good: withField('system: {guards: before}'),
    bad: withField('system: {guards: recorded}'),
    shown: [
      'one.yaml:6:18: system.guards: expected the guard set that was in force, found "recorded"',
      '    try: name it: recorded means what stands here',
    ],
  },
  {
    what: 'a limiter that is another word',
    good: withField('system: {limiter: none}'),
    bad: withField('system: {limiter: off}'),
    shown: [
      'one.yaml:6:19: system.limiter: expected none, or a map with per-second and per-minute, found "off"',
      '    try: one of: none',
    ],
  },
  {
    what: 'a limiter with a wrong field',
    good: withField('system: {limiter: {per-second: 3}}'),
    bad: withField('system: {limiter: {per-second: 0, per-hour: 3}}'),
    shown: [
      'one.yaml:6:32: system.limiter.per-second: expected a whole number from 1 to 1000000, found "0"',
      '    try: bring it into the range',
      'one.yaml:6:35: system.limiter: expected a known field, found the unknown field "per-hour"',
      '    try: fields here: per-second, per-minute',
    ],
  },
  {
    what: 'a limiter that is a list',
    good: withField('system: {limiter: {}}'),
    bad: withField('system: {limiter: [2, 50]}'),
    shown: [
      'one.yaml:6:19: system.limiter: expected none, or a map with per-second and per-minute, found a list of 2',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a start without offset',
    good: SMALLEST,
    bad: SMALLEST.replace('07Z', '07'),
    shown: [
      'one.yaml:2:8: start: expected a moment with its offset (RFC 3339), such as 2026-01-26T15:42:07Z, from 1970 to 2199, found "2026-01-26T15:42:07"',
      '    try: add the offset from UTC: Z, or such as -05:00 (at most 6 decimals of a second)',
    ],
  },
  {
    what: 'an unknown zone',
    good: withField('zone: America/New_York'),
    bad: withField('zone: America/New_Yorck'),
    shown: [
      'one.yaml:6:7: zone: expected an IANA time zone, such as America/New_York or UTC, found "America/New_Yorck"',
      '    try: did you mean America/New_York? (or UTC)',
    ],
  },
  {
    what: 'a zone that is an offset',
    good: withField('zone: UTC'),
    bad: withField('zone: +05:00'),
    shown: [
      'one.yaml:6:7: zone: expected an IANA time zone, such as America/New_York or UTC, found "+05:00"',
      '    try: write Area/City, or UTC',
    ],
  },
  {
    what: 'a zone like no other',
    good: withField('zone: Europe/Berlin'),
    bad: withField('zone: 漢字'),
    shown: [
      'one.yaml:6:7: zone: expected an IANA time zone, such as America/New_York or UTC, found "漢字"',
      '    try: write Area/City, or UTC',
    ],
  },
  {
    what: 'a profile with min above max',
    good: withField('latency: {broker: "uniform(1ms,9ms)"}'),
    bad: withField('latency: {broker: "uniform(9ms,1ms)"}'),
    shown: [
      'one.yaml:6:19: latency.broker: expected uniform(min,max) with min ≤ max, found "uniform(9ms,1ms)"',
      '    try: uniform(1ms,9ms)',
    ],
  },
  {
    what: 'a runner with spaces in its name',
    good: withField('system: {runners: [{id: r_1}]}'),
    bad: withField('system: {runners: [{id: r 1}]}'),
    shown: [
      'one.yaml:6:25: system.runners[0].id: expected a short name of letters, digits, _ and -, found "r 1"',
      '    try: write it like r1',
    ],
  },
  {
    what: 'a runner twice',
    good: withField('system: {runners: [{id: a}, {id: b}]}'),
    bad: withField('system: {runners: [{id: a}, {id: a}]}'),
    shown: [
      'one.yaml:6:34: system.runners[1].id: expected each runner id once, found "a" again',
      '    try: give the second runner another name',
    ],
  },
  {
    what: 'a signal of a runner that does not exist',
    good: withSignal('runner: r1'),
    bad: withSignal('runner: r2'),
    shown: [
      'one.yaml:6:40: signals[1].runner: expected a runner of system.runners, found "r2"',
      '    try: did you mean r1?',
    ],
  },
  {
    what: 'a signal id twice',
    good: withSignal('id: s2'),
    bad: withSignal('id: s1'),
    shown: [
      'one.yaml:6:36: signals[1].id: expected each signal id once, found "s1" again',
      '    try: give the second signal another id, or leave ids out',
    ],
  },
  {
    what: 'a default id that is taken',
    good: SMALLEST.replace('540.00}', '540.00, id: x}\n  - {symbol: APP, price: 1.00}'),
    bad: SMALLEST.replace('540.00}', '540.00, id: s2}\n  - {symbol: APP, price: 1.00}'),
    shown: [
      'one.yaml:6:5: signals[1]: expected each signal id once, found "s2" again',
      '    try: give the second signal another id, or leave ids out',
    ],
  },
  {
    what: 'an id that a repeat takes',
    good: SMALLEST.replace(
      '540.00}',
      '540.00, id: x, count: 2}\n  - {symbol: APP, price: 1.00, id: x#3}',
    ),
    bad: SMALLEST.replace(
      '540.00}',
      '540.00, id: x, count: 2}\n  - {symbol: APP, price: 1.00, id: x#2}',
    ),
    shown: [
      'one.yaml:6:36: signals[1].id: expected each signal id once, found "x#2" again',
      '    try: give the second signal another id, or leave ids out',
    ],
  },
  {
    what: 'a repeated id twice',
    good: `${withSignal('id: a, count: 2')}  - {symbol: APP, price: 1.00, id: b, count: 2}`,
    bad: `${withSignal('id: a, count: 2')}  - {symbol: APP, price: 1.00, id: a, count: 2}`,
    shown: [
      'one.yaml:7:36: signals[2].id: expected each signal id once, found "a" again',
      '    try: give the second signal another id, or leave ids out',
    ],
  },
  {
    what: 'every without count',
    good: withSignal('every: 1s, count: 2'),
    bad: withSignal('every: 1s'),
    shown: [
      'one.yaml:6:39: signals[1].every: expected every only with a count of 2 or more, found count left out',
      '    try: say how often with count, or leave every out',
    ],
  },
  {
    what: 'every with a count of 1',
    good: withSignal('every: 1s, count: 2'),
    bad: withSignal('every: 1s, count: 1'),
    shown: [
      'one.yaml:6:39: signals[1].every: expected every only with a count of 2 or more, found count 1',
      '    try: say how often with count, or leave every out',
    ],
  },
  {
    what: 'a last repeat too late',
    good: withSignal('every: 8784h, count: 2'),
    bad: withSignal('every: 8784h, count: 3'),
    shown: [
      'one.yaml:6:39: signals[1].every: expected a last repeat within 366 days, found a later one',
      '    try: lower every or count',
    ],
  },
  {
    what: 'a symbol held twice',
    good: withField(
      'positions: [{symbol: A, quantity: 1, price: 1}, {symbol: B, quantity: 1, price: 1}]',
    ),
    bad: withField(
      'positions: [{symbol: A, quantity: 1, price: 1}, {symbol: A, quantity: 1, price: 1}]',
    ),
    shown: [
      'one.yaml:6:58: positions[1].symbol: expected each symbol held once, found "A" again',
      '    try: add the two up in one entry',
    ],
  },
  {
    what: 'an amount that does not count exactly',
    good: withField('positions: [{symbol: A, quantity: 90, price: 100000000}]'),
    bad: withField('positions: [{symbol: A, quantity: 100, price: 100000000}]'),
    shown: [
      'one.yaml:6:35: positions[0].quantity: expected quantity × price below 9,000,000,000, found more',
      '    try: larger amounts do not count exactly: lower one of the two',
    ],
  },
  {
    what: 'an equity that is not cash and positions',
    good: SMALLEST.replace(
      '1000.00}',
      '1000.00, equity: 1200.50}\npositions: [{symbol: A, quantity: 2, price: 100.25}]',
    ),
    bad: SMALLEST.replace(
      '1000.00}',
      '1000.00, equity: 1200.51}\npositions: [{symbol: A, quantity: 2, price: 100.25}]',
    ),
    shown: [
      'one.yaml:3:34: account.equity: expected cash + positions, which is 1200.50, found 1200.51',
      '    try: correct one of the figures, or leave equity out',
    ],
  },
  {
    what: 'an expectation of the same set twice',
    good: withField('expect: [{guards: none, verdict: fail}, {guards: all, verdict: pass}]'),
    bad: withField('expect: [{guards: none, verdict: fail}, {guards: none, verdict: pass}]'),
    shown: [
      'one.yaml:6:50: expect[1].guards: expected each guard set once, found "none" again',
      '    try: remove one of the two',
    ],
  },
  {
    what: 'an expectation of the same guards by another name',
    good: withField(
      'system: {guards: cycle-set}\nexpect: [{guards: before, verdict: fail}, {guards: recorded, verdict: fail}]',
    ),
    bad: withField(
      'system: {guards: before}\nexpect: [{guards: memory-position, verdict: fail}, {guards: recorded, verdict: fail}]',
    ),
    shown: [
      'one.yaml:7:61: expect[1].guards: expected each guard set once, found "recorded" again',
      '    try: remove one of the two',
    ],
  },
  {
    what: 'a pass with duplicates',
    good: withField('expect: [{guards: none, verdict: fail, duplicates: 1}]'),
    bad: withField('expect: [{guards: none, verdict: pass, duplicates: 1}]'),
    shown: [
      'one.yaml:6:52: expect[0].duplicates: expected 0 with verdict pass, found 1',
      '    try: a duplicate fails the verdict: write fail, or duplicates: 0',
    ],
  },
  {
    what: 'a failing replay among orders that all pass',
    good: withField('expect: [{guards: none, verdict: pass, explore: fail}]'),
    bad: withField('expect: [{guards: none, verdict: fail, explore: pass}]'),
    shown: [
      'one.yaml:6:49: expect[0].explore: expected fail with verdict fail, found "pass"',
      '    try: the replay is one of the orders that are explored: write explore: fail, or leave it out',
    ],
  },
  {
    what: 'an unknown verdict',
    good: withField('expect: [{guards: none, verdict: fail}]'),
    bad: withField('expect: [{guards: none, verdict: failed}]'),
    shown: [
      'one.yaml:6:34: expect[0].verdict: expected one of pass, fail, inconclusive, found "failed"',
      '    try: did you mean fail?',
    ],
  },
  {
    what: 'a record without rows',
    good: withField('record: {span: 0s, trades: [{symbol: A, quantity: 1}]}'),
    bad: withField('record: {span: 0s, trades: []}'),
    shown: [
      'one.yaml:6:28: record.trades: expected a list of at least 1, found a list of 0',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a duplicate key',
    good: withField('story: x'),
    bad: withField('story: x\nstory: y'),
    shown: [
      'one.yaml:7:1: story: expected each field once, found "story" again',
      '    try: remove one of the two, or join them',
    ],
  },
  {
    what: 'a field that is no name',
    good: withField('story: x'),
    bad: withField('[story]: x'),
    shown: [
      'one.yaml:6:1: expected a field name, found something else',
      '    try: write the name of a field before the colon',
    ],
  },
  {
    what: 'an alias without anchor',
    good: withField('story: &x x\nzone: UTC'),
    bad: withField('story: *x'),
    shown: [
      'one.yaml:6:8: story: expected an anchor defined above, found *x',
      '    try: write the value out',
    ],
  },
  {
    what: 'an alias inside what it means',
    good: withField('source: {recorded: &x [a]}'),
    bad: withField('source: {recorded: &x [*x]}'),
    shown: [
      'one.yaml:6:24: source.recorded[0][0]: expected an end to the aliases, found *x',
      '    try: write the value out',
      'one.yaml:6:24: source.recorded[0]: expected text of 1 to 10000 characters, found a list of 1',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a tag',
    good: withField('story: x'),
    bad: withField('story: !!js/function x'),
    shown: [
      'one.yaml:6:8: expected plain values, found Unresolved tag: tag:yaml.org,2002:js/function',
      '    try: remove the !tag',
    ],
  },
  {
    what: 'a second document',
    good: `---\n${SMALLEST}`,
    bad: `${SMALLEST}---\n${SMALLEST}`,
    shown: [
      'one.yaml:6:1: expected one YAML document, found a second one',
      '    try: put each scenario into a file of its own',
    ],
  },
  {
    what: 'a top level that is a list',
    good: SMALLEST,
    bad: '- a\n- b\n',
    shown: [
      'one.yaml:1:1: expected a map of fields, found a list of 2',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'a top level that is text',
    good: SMALLEST,
    bad: 'hello\n',
    shown: [
      'one.yaml:1:1: expected a map of fields, found "hello"',
      '    try: scenarios/README.md shows its form',
    ],
  },
  {
    what: 'an empty file',
    good: SMALLEST,
    bad: '',
    shown: [
      'one.yaml:1:1: expected a scenario, found an empty file',
      '    try: start from one of the files in scenarios/',
    ],
  },
  {
    what: 'a file of comments',
    good: SMALLEST,
    bad: '# nothing\n\n',
    shown: [
      'one.yaml:1:1: expected a scenario, found an empty file',
      '    try: start from one of the files in scenarios/',
    ],
  },
  {
    what: 'a binary file',
    good: SMALLEST,
    bad: SMALLEST.replace('One', 'O\0e'),
    shown: [
      'one.yaml:1:9: expected a text file in UTF-8, found a NUL byte',
      '    try: is this a binary file, or saved in another encoding? Save it as UTF-8',
    ],
  },
  {
    what: 'a file that is no UTF-8',
    good: SMALLEST,
    bad: SMALLEST.replace('One BUY', 'One\n\ufffdBUY'),
    shown: [
      'one.yaml:2:1: expected a text file in UTF-8, found bytes that are no UTF-8',
      '    try: is this a binary file, or saved in another encoding? Save it as UTF-8',
    ],
  },
  {
    what: 'a tab for indentation',
    good: SMALLEST,
    bad: SMALLEST.replace('  - {', '\t- {'),
    shown: [
      'one.yaml:5:1: expected valid YAML, found Tabs are not allowed as indentation',
      '    try: indent with spaces',
    ],
  },
  {
    what: 'a colon inside plain text',
    good: SMALLEST.replace('One BUY', '"One: BUY"'),
    bad: SMALLEST.replace('One BUY', 'One: BUY'),
    shown: [
      'one.yaml:1:8: expected valid YAML, found Nested mappings are not allowed in compact mappings',
      '    try: a value with ": " or " #" in it needs quotes; check brackets and indentation',
    ],
  },
  {
    what: 'a bracket left open',
    good: SMALLEST,
    bad: SMALLEST.replace('540.00}', '540.00'),
    shown: [
      'one.yaml:6:1: expected valid YAML, found Flow map in block collection must be sufficiently indented and end with a }',
      '    try: a value with ": " or " #" in it needs quotes; check brackets and indentation',
    ],
  },
  {
    what: 'a fault of no known kind',
    good: withField('faults: [{kind: write-lost}]'),
    bad: withField('faults: [{kind: write-lots}]'),
    shown: [
      `one.yaml:6:17: faults[0].kind: expected one of ${FAULT_KINDS.join(', ')}, found "write-lots"`,
      '    try: did you mean write-lost?',
    ],
  },
  {
    what: 'a fault on an operation that its kind cannot strike',
    good: withField('faults: [{kind: read-error, operation: db.read}]'),
    bad: withField('faults: [{kind: read-error, operation: broker}]'),
    shown: [
      'one.yaml:6:40: faults[0].operation: expected an operation that read-error can strike: db.read, found "broker"',
      '    try: write one of db.read, or another kind of fault',
    ],
  },
  {
    what: 'a fault on an operation that does not exist',
    good: withField('faults: [{kind: busy, operation: db.write}]'),
    bad: withField('faults: [{kind: busy, operation: db.writes}]'),
    shown: [
      'one.yaml:6:34: faults[0].operation: expected one of db.read, db.write, broker, found "db.writes"',
      '    try: did you mean db.write?',
    ],
  },
  {
    what: 'a fault on a statement that does not exist',
    good: withField('faults: [{kind: write-lost, statement: write position}]'),
    bad: withField('faults: [{kind: write-lost, statement: write positions}]'),
    shown: [
      `one.yaml:6:40: faults[0].statement: expected one of ${STATEMENT_NAMES.join(', ')}, found "write positions"`,
      '    try: did you mean write position?',
    ],
  },
  {
    what: 'a fault at a signal that does not come',
    good: withField('faults: [{kind: signal-again, signal: s1}]'),
    bad: withField('faults: [{kind: signal-again, signal: s2}]'),
    shown: [
      'one.yaml:6:39: faults[0].signal: expected the id of a signal, found "s2"',
      '    try: did you mean s1?',
    ],
  },
  {
    what: 'a fault of a runner that does not exist',
    good: withField('faults: [{kind: busy, runner: r1}]'),
    bad: withField('faults: [{kind: busy, runner: r2}]'),
    shown: [
      'one.yaml:6:31: faults[0].runner: expected a runner of system.runners, found "r2"',
      '    try: did you mean r1?',
    ],
  },
  {
    what: 'a fault about a symbol that nobody trades',
    good: withField('faults: [{kind: busy, symbol: APP}]'),
    bad: withField('faults: [{kind: busy, symbol: AP}]'),
    shown: [
      'one.yaml:6:31: faults[0].symbol: expected a symbol of signals or positions, found "AP"',
      '    try: did you mean APP?',
    ],
  },
  {
    what: 'a time that is not of the fault',
    good: withField('faults: [{kind: stale-read, by: 1s}]'),
    bad: withField('faults: [{kind: stale-read, for: 1s}]'),
    shown: [
      'one.yaml:6:34: faults[0].for: expected a field of stale-read, found the field "for"',
      '    try: write by: for the time of stale-read',
    ],
  },
  {
    what: 'a probability in per cent',
    good: withField('faults: [{kind: busy, when: 0.01}]'),
    bad: withField('faults: [{kind: busy, when: 1%}]'),
    shown: [
      'one.yaml:6:29: faults[0].when: expected always, maybe, or a probability above 0 and below 1 such as 0.01, found "1%"',
      '    try: write a fraction: 0.01 is one in a hundred; what is sure is always',
    ],
  },
];

describe('a mistake in a scenario', () => {
  it.each(TWINS)(
    'is refused with its place, its good twin is read: $what',
    ({ good, bad, shown }) => {
      scenarioIn(good);
      expect(problemsIn(bad).split('\n')).toEqual(shown);
    },
  );
});

describe('several mistakes', () => {
  it('are shown all at once, in order of place, those across fields among them', () => {
    const text = `titel: x
start: yesterday
account: {cash: lots}
system: {guards: cycle-sett, limiter: {per-hour: 1}, runners: [{id: a}, {id: a, cycles: 0}]}
positions:
  - {symbol: App, quantity: 0, price: 1}
signals:
  - {id: x, at: -5ms, symbol: APP, price: 1}
  - {id: x, symbol: APP, price: 1, quantity: 0.5, runner: b}
  - {symbol: APP, price: 1, count: 1000000000}
expect:
  - {guards: none, verdict: pass, duplicates: 1}
  - {guards: none, verdict: maybe}
`;
    const places = problemsIn(text)
      .split('\n')
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.replace(/^one\.yaml:(\d+:\d+): (\S+):? .*$/, '$1 $2'));
    expect(places).toEqual([
      '1:1 title:',
      '1:1 expected',
      '2:8 start:',
      '3:17 account.cash:',
      '4:18 system.guards:',
      '4:40 system.limiter:',
      '4:78 system.runners[1].id:',
      '4:89 system.runners[1].cycles:',
      '6:14 positions[0].symbol:',
      '6:29 positions[0].quantity:',
      '8:17 signals[0].at:',
      '9:10 signals[1].id:',
      '9:46 signals[1].quantity:',
      '9:59 signals[1].runner:',
      '10:36 signals[2].count:',
      '12:47 expect[0].duplicates:',
      '13:14 expect[1].guards:',
      '13:29 expect[1].verdict:',
    ]);
  });

  it('are all in the data where a page shows the first hundred', () => {
    const bad = '  - {symbol: APP, price: 0}\n'.repeat(150);
    const result = parseScenario(SMALLEST + bad, { path: 'one.yaml' });
    const problems = result.ok ? [] : result.problems;
    expect(problems).toHaveLength(150);
    expect(problems[149]).toEqual({
      path: 'one.yaml',
      line: 155,
      column: 26,
      field: 'signals[150].price',
      expected: 'money above 0 with at most 6 decimals, below 1,000,000,000',
      found: '"0"',
      hint: 'a price is above 0',
    });
    const lines = renderProblems({ problems, unlisted: 0 }).split('\n');
    expect(lines).toHaveLength(2 * 100 + 3);
    expect(lines.slice(-3)).toEqual([
      '… and 50 more, not shown.',
      '150 problems. Every field is explained in scenarios/README.md.',
      '',
    ]);
  });

  it('are counted in words that fit one', () => {
    const result = parseScenario('', { path: 'one.yaml' });
    const text = result.ok ? '' : renderProblems(result);
    expect(text).toMatch(/\n1 problem\. Every field is explained in scenarios\/README\.md\.\n$/);
  });
});
