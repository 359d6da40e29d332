import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/index.js';
import { parseGateConfig, renderProblems } from '../../src/scenario/index.js';
import { problemsIn, SMALLEST } from './read.js';

/** Text of `depth` levels, in each of the ways in which YAML nests. */
const NESTED: readonly [string, (depth: number) => string][] = [
  ['sequences on one line', (depth) => `${'- '.repeat(depth)}\ntitle: x`],
  ['brackets', (depth) => `x: ${'['.repeat(depth)}`],
  ['closed brackets', (depth) => `x: ${'['.repeat(depth)}1${']'.repeat(depth)}`],
  ['braces', (depth) => `x: ${'{a: '.repeat(depth)}`],
  ['maps on one line', (depth) => 'a: '.repeat(depth)],
  ['explicit keys', (depth) => '? '.repeat(depth)],
  ['lines further and further in', (depth) => steps(depth, 'a:')],
  ['sequences further and further in', (depth) => steps(depth, '-')],
];

function steps(depth: number, word: string): string {
  return Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}${word}`).join('\n');
}

const TOO_DEEP = /^one\.yaml:\d+:\d+: expected at most 200 nested levels, found more\n/;

describe('a file nested deeper than the host can follow', () => {
  it.each(NESTED)('is refused with the place that is too deep: %s', (_, nested) => {
    for (const depth of [700, 3_000]) expect(problemsIn(nested(depth))).toMatch(TOO_DEEP);
  });

  it.each(NESTED)('is refused as often as it is read in one process: %s', (_, nested) => {
    const text = nested(5_000);
    const read = (): ReturnType<typeof parseScenario> => parseScenario(text, { path: 'one.yaml' });
    expect([read().ok, read().ok, read()]).toEqual([false, false, read()]);
  });

  it('is refused as a configuration of the gate', () => {
    const read = parseGateConfig('- '.repeat(3_000), { path: 'one.yaml' });
    expect(read.ok ? '' : renderProblems(read)).toMatch(TOO_DEEP);
  });

  it('is refused where only its aliases are deep', () => {
    const brackets = 150;
    const chain = Array.from({ length: 100 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} ${'['.repeat(brackets)}${inner}${']'.repeat(brackets)}`;
    });
    expect(problemsIn(SMALLEST + chain.join('\n'))).toContain('aliases that repeat at most');
  });

  it('says what is wrong with levels that a person might write', () => {
    const words = problemsIn(`${SMALLEST}extra: ${'['.repeat(50)}${']'.repeat(50)}\n`);
    expect(words).toContain('the unknown field "extra"');
    expect(words).not.toContain('nested levels');
  });
});

describe('more mistakes than anybody reads', () => {
  /** The refusal of a text, which must have one. */
  const refused = (text: string): Extract<ReturnType<typeof parseScenario>, { ok: false }> => {
    const result = parseScenario(text, { path: 'one.yaml' });
    if (result.ok) throw new Error('no problem found');
    return result;
  };

  it.each([
    ['a wrong value in each signal', 5_000, '  - {symbol: APP, quantity: 0, price: 1.00}\n'],
    // As many arguments of one call overflow the stack.
    ['signals that are none', 200_000, '  - x\n'],
    ['an id again and again', 5_000, '  - {id: x, symbol: APP, price: 1.00}\n'],
  ])('are counted, and the first ones listed: %s', (_, many, signal) => {
    const { problems, unlisted } = refused(SMALLEST + signal.repeat(many));
    expect(problems).toHaveLength(1_000);
    expect(problems[0]?.line).toBeGreaterThanOrEqual(6);
    expect(problems[0]?.line).toBeLessThanOrEqual(7);
    // The first entry of an id is right, and each later one is wrong.
    expect([many, many - 1]).toContain(problems.length + unlisted);
    expect(renderProblems({ problems, unlisted })).toContain(
      `\n${problems.length + unlisted} problems. Every field`,
    );
  });

  it('are counted where each is a field that does not exist', () => {
    const many = 150_000;
    const fields = Array.from({ length: many }, (_, index) => `field-${index}: 1\n`).join('');
    const { problems, unlisted } = refused(SMALLEST + fields);
    expect(problems).toHaveLength(1_000);
    expect(problems.length + unlisted).toBe(many);
  });

  it('are looked up once for each fault, however many signals there are', () => {
    const signals = '  - {symbol: APP, price: 1.00}\n'.repeat(20_000);
    const faults = '  - {kind: signal-late, signal: nobody}\n'.repeat(20_000);
    const { problems, unlisted } = refused(`${SMALLEST + signals}faults:\n${faults}`);
    expect(problems[0]?.field).toBe('faults[0].signal');
    expect(problems.length + unlisted).toBe(20_000);
  });
});
