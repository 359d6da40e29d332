import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BANS } from './ambient-bans.js';
import { checkAmbient } from './check-ambient.js';
import { readSourceTree, sourceTreeOf } from './source-tree.js';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const complain = (text: string): string[] => checkAmbient(sourceTreeOf({ 'room/x.ts': text }), []);

describe('src/', () => {
  it('touches host time, timers, randomness, environment, zone and locale at its seams only', () => {
    expect(checkAmbient(readSourceTree(SRC))).toEqual([]);
  });
});

describe('the check of ambient things', () => {
  const broken: readonly [string, string][] = [
    ['host time', 'Date.now();'],
    ['host time', "Date['now']();"],
    ['host time', 'new Date();'],
    ['host time', 'new Date;'],
    ['host time', 'Date();'],
    ['host time', 'const { now } = Date;'],
    ['host time', 'const clock = { Date };'],
    ['host time', 'class Moment extends Date {}'],
    ['host time', 'Date.UTC = () => 0;'],
    ['host time', 'performance.now();'],
    ['host time', 'process.hrtime.bigint();'],
    ['host timers', 'setTimeout(f, 0);'],
    ['host timers', 'setInterval(f, 1);'],
    ['host timers', 'setImmediate(f);'],
    ['host timers', 'queueMicrotask(f);'],
    ['host timers', 'const later = setTimeout;'],
    ['host timers', 'process.nextTick(f);'],
    ['host randomness', 'Math.random();'],
    ['host randomness', "Math['random']();"],
    ['host randomness', 'const { random } = Math;'],
    ['host randomness', 'crypto.randomUUID();'],
    ['host randomness', 'crypto.getRandomValues(bytes);'],
    ['host process', 'process.env.HOME;'],
    ['host process', 'const { env } = process;'],
    ['host zone', 'date.getHours();'],
    ['host zone', 'date.getTimezoneOffset();'],
    ['host zone', "new Intl.DateTimeFormat('en-US');"],
    ['host zone', "new Intl.DateTimeFormat('en-US', { hour: '2-digit' });"],
    ['host locale', 'a.localeCompare(b);'],
    ['host locale', 'list.sort(collate.localeCompare);'],
    ['host locale', 'a.localeCompare(b, undefined);'],
    ['host locale', 'n.toLocaleString();'],
    ['host locale', 'new Intl.NumberFormat();'],
    ['powers', 'a ** b;'],
    ['powers', 'a **= 2;'],
    ['powers', 'Math.pow(a, b);'],
    ['garbage collector', 'new WeakRef(a);'],
    ['global object', 'globalThis.Date;'],
    ['global object', "eval('1');"],
    ['global object', 'Reflect.get(Math, name);'],
  ];
  it.each(broken)('bans %s: %s', (ban, text) => {
    const complaints = complain(text);
    const { instead } = BANS.find((b) => b.id === ban)!;
    expect(complaints.some((c) => c.includes(`(${ban}): use ${instead}`))).toBe(true);
    expect(complaints[0]).toMatch(/^room\/x\.ts:1: /);
  });

  it('has a broken snippet for every ban', () => {
    expect(new Set(broken.map(([ban]) => ban))).toEqual(new Set(BANS.map((b) => b.id)));
  });

  it.each([
    'new Date(us / 1000).toISOString();',
    'Date.UTC(2026, 0, 27);',
    'Date.parse(text);',
    'value instanceof Date;',
    'type Now = typeof Date.now;',
    'interface Host { Date: Date; setTimeout(f: () => void): void }',
    'clock.setTimeout(f);',
    'row.process;',
    'const words = { process: 1, crypto: 2 };',
    'Math.floor(Math.log(x));',
    "a.localeCompare(b, 'en-US');",
    "n.toLocaleString('en-US');",
    "new Intl.DateTimeFormat('en-US', { timeZone: zone });",
    'date.getUTCHours();',
    'let time: Date;',
    '10n ** digits;',
  ])('lets pass: %s', (text) => {
    expect(complain(text)).toEqual([]);
  });

  it('lets a seam do what it is for, and no other file', () => {
    const seams = [{ place: 'room/', may: ['powers'], because: 'a test' }] as const;
    const tree = sourceTreeOf({ 'room/x.ts': 'a ** b; Date.now();', 'other/x.ts': 'a ** b;' });
    expect(checkAmbient(tree, seams).map((c) => c.split(':')[0])).toEqual([
      'other/x.ts',
      'room/x.ts',
    ]);
  });

  it('refuses a seam that is not used any more', () => {
    const seams = [{ place: 'room/x.ts', may: ['powers'], because: 'a test' }] as const;
    expect(checkAmbient(sourceTreeOf({ 'room/x.ts': '' }), seams)).toEqual([
      'room/x.ts: the seam for powers is not used any more: remove it',
    ]);
  });

  it('refuses to have read nothing', () => {
    expect(checkAmbient({ folders: [], files: new Map() }, [])).toEqual([
      'no source file was read: is the path right?',
    ]);
  });
});
