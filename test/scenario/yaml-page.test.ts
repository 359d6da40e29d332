import { describe, expect, it } from 'vitest';
import { ALIASED_VALUES_MAX, TEXT_LENGTH_MAX } from '../../src/scenario/yaml-page.js';
import { problemsIn, SMALLEST, scenarioIn } from './read.js';

describe('a file meant to hurt', () => {
  it('is refused at the first alias too many: ten levels of ten aliases', () => {
    // 10^10 values once written out.
    const levels = ['a: &a0 [x]'];
    for (let level = 1; level <= 10; level++) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      levels.push(`b${level}: &a${level} [${aliases}]`);
    }
    const shown = problemsIn(`${SMALLEST}${levels.join('\n')}\n`);
    expect(shown).toContain(
      `expected aliases that repeat at most ${ALIASED_VALUES_MAX} values, found more`,
    );
    expect(shown.match(/at most 10000 values/g)).toHaveLength(1);
  });

  it('is refused likewise where the bomb is made of maps', () => {
    const levels = ['a0: &a0 {x: y}'];
    for (let level = 1; level <= 10; level++) {
      const entries = Array.from({ length: 10 }, (_, index) => `k${index}: *a${level - 1}`);
      levels.push(`a${level}: &a${level} {${entries.join(', ')}}`);
    }
    expect(problemsIn(`${SMALLEST}${levels.join('\n')}\n`)).toContain('found more');
  });

  it('is read with as many aliases as anybody needs', () => {
    const notes = (count: number) =>
      `${SMALLEST}source: {origin: &x note, recorded: [${'*x,'.repeat(count)}]}\n`;
    expect(scenarioIn(notes(ALIASED_VALUES_MAX)).source.recorded).toHaveLength(ALIASED_VALUES_MAX);
    expect(problemsIn(notes(ALIASED_VALUES_MAX + 1))).toContain('found more');
  });

  it.each(['[', '{a: '])('is refused where %j nests twenty thousand levels deep', (open) => {
    expect(problemsIn(`title: ${open.repeat(20_000)}`)).toMatch(
      /^one\.yaml:1:\d+: expected at most 200 nested levels, found more/,
    );
  });

  it('is refused above 64 MiB before anybody parses it', () => {
    expect(problemsIn('x'.repeat(TEXT_LENGTH_MAX + 1))).toMatch(
      /^one\.yaml:1:1: expected a file of at most 64 MiB, found 67108865 characters/,
    );
  });

  it('is refused in no more than linear time where a map has 10,000 fields', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `f${index}: 1\n`).join('');
    expect(problemsIn(`${SMALLEST}${lines}`)).toContain('and 9900 more, not shown');
  });
});

describe('a YAML file of another style', () => {
  it('may begin with a byte order mark and end its lines with CRLF', () => {
    expect(scenarioIn(`\ufeff${SMALLEST.replaceAll('\n', '\r\n')}`)).toEqual(scenarioIn(SMALLEST));
  });

  it('may call itself YAML 1.1 and means the same: no is text there too', () => {
    const text = SMALLEST.replace('One BUY', 'no');
    expect(scenarioIn(`%YAML 1.1\n---\n${text}`).title).toBe('no');
    expect(scenarioIn(text).title).toBe('no');
  });

  it('may quote everything', () => {
    const text = SMALLEST.replace(/([\w.:-]+)(?=[,}\n])/g, (word) =>
      word.endsWith(':') ? word : `"${word}"`,
    );
    expect(scenarioIn(text.replace('One "BUY"', '"One BUY"'))).toEqual(scenarioIn(SMALLEST));
  });

  it('may not merge maps with <<, which YAML 1.2 does not have', () => {
    const text = `${SMALLEST}  - &s {symbol: APP, price: 1.00}\n  - {<<: *s, price: 2.00}\n`;
    expect(problemsIn(text)).toContain('found the unknown field "<<"');
  });

  it('has its places counted through aliases', () => {
    const text = `${SMALLEST}  - &s {symbol: APP, price: 1.00, id: x}\n  - *s\n`;
    expect(problemsIn(text)).toMatch(
      /^one\.yaml:6:39: signals\[2\]\.id: expected each signal id once, found "x" again/,
    );
  });
});
