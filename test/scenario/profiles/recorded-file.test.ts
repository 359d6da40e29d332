import { describe, expect, it } from 'vitest';
import {
  formatProfile,
  type LatencyProfile,
  parseProfile,
  parseScenario,
  type ReadRecorded,
  renderProblems,
} from '../../../src/scenario/index.js';
import { SMALLEST } from '../read.js';

const WRITTEN = 'empirical(file=latency.csv)';

const holding =
  (text: string): ReadRecorded =>
  (file) =>
    file === 'latency.csv' ? { ok: true, text } : { ok: false, why: 'no such file' };

const read = (text: string, written = WRITTEN) => {
  const parsed = parseProfile(written, holding(text));
  return parsed.ok
    ? (parsed.value as LatencyProfile & { kind: 'quantiles' })
    : Object.values(parsed.refusal).join(' | ');
};

const quantile = (profile: ReturnType<typeof read>, perMillion: number): number | undefined =>
  typeof profile === 'string'
    ? undefined
    : profile.points.find((point) => point.perMillion === perMillion)?.us;

describe('a recorded file of latencies', () => {
  it('is read one a line, each with its unit, in any order', () => {
    const profile = read('3ms\n1ms\n\n2.5ms\r\n800us\n');
    expect(profile).toMatchObject({ kind: 'quantiles', file: 'latency.csv' });
    expect(profile).toMatchObject({ minUs: 800, maxUs: 3_000 });
    // Four values: a quarter of all do not exceed 0.8 ms, half 1 ms, three quarters 2.5 ms.
    expect(quantile(profile, 250_000)).toBe(800);
    expect(quantile(profile, 260_000)).toBe(1_000);
    expect(quantile(profile, 500_000)).toBe(1_000);
    expect(quantile(profile, 750_000)).toBe(2_500);
    expect(quantile(profile, 990_000)).toBe(3_000);
  });

  it('is read from the column of a table whose name ends in a unit, rounded to the microsecond', () => {
    const profile = read('time,latency_ms,ok\n10:00,1.2344,1\n10:01,"2",1\n');
    expect(profile).toMatchObject({ minUs: 1_234, maxUs: 2_000 });
  });

  it('has each percent and the tail as its quantiles, counted for 10,000 values', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `${index + 1}us`).join('\n');
    const profile = read(text);
    expect(quantile(profile, 10_000)).toBe(100);
    expect(quantile(profile, 990_000)).toBe(9_900);
    expect(quantile(profile, 999_900)).toBe(9_999);
    expect(quantile(profile, 1_000_000)).toBe(10_000);
  });

  it('is printed by the name of its file', () => {
    expect(formatProfile(read('1ms\n2ms') as LatencyProfile)).toBe(WRITTEN);
  });

  it.each([
    ['1ms\nfast\n', /latency\.csv:2: "fast" is not a duration/],
    ['latency\n1\n', /latency\.csv:1: no column whose name ends in _us/],
    ['5\n', /latency\.csv:1: "5" .*name the unit/],
    ['latency_ms\n-3\n', /latency\.csv:2: "-3" .*times count forward/],
    ['latency_ms\n\n', /at least one recorded latency/],
    ['', /no column|at least one/],
  ])('is refused with its line: %j', (text, words) => {
    expect(read(text)).toMatch(words);
  });

  it('is refused where it is missing', () => {
    expect(read('', 'empirical(file=other.csv)')).toMatch(/other\.csv: no such file/);
  });

  it('becomes part of the scenario: its quantiles stand where its name stood', () => {
    const text = `${SMALLEST}latency: {db.read: ${WRITTEN}}\n`;
    const path = 'scenarios/one.yaml';
    const result = parseScenario(text, { path, readRecorded: holding('1ms\n2ms') });
    expect(result.ok && result.scenario.latency['db.read']).toMatchObject({
      kind: 'quantiles',
      minUs: 1_000,
      maxUs: 2_000,
    });
  });

  it('is a problem of the scenario at the place that names it', () => {
    const text = `${SMALLEST}latency: {db.read: ${WRITTEN}}\n`;
    const result = parseScenario(text, { path: 'one.yaml', readRecorded: holding('fast') });
    const words = result.ok ? '' : renderProblems(result);
    expect(words).toContain('one.yaml:6:20: latency.db.read: expected');
    expect(words).toContain('latency.csv:1:');
  });
});
