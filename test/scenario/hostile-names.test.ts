import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteText } from '../../src/scenario/index.js';
import { problemsIn, SMALLEST, scenarioIn } from './read.js';

const NAMES = [
  '</script><script>alert(1)</script>',
  `"quotes" and 'quotes'`,
  'a\u0000b\u0007c\u001b[31m',
  '\u202eright to left\u202c \u200f',
  'two\nlines\r\n\tand a tab',
  '{{template}} $\u007bshell} `tick` | pipe & && ; $(x)',
  '__proto__',
  'émoji 🦍🚀 漢字',
  'null',
  '~',
  '# no comment: at all',
];

describe('names that would hurt elsewhere', () => {
  it.each(NAMES)('survive as text in title, story, source and signal id: %j', (name) => {
    const text = JSON.stringify({
      title: name,
      story: `x${name}x`,
      source: { origin: name, recorded: [name], inferred: [name] },
      start: '2026-01-26T15:42:07Z',
      account: { cash: '1' },
      signals: [{ id: name, symbol: 'APP', price: '540' }],
    });
    const scenario = scenarioIn(text);
    expect(scenario.title).toBe(name);
    expect(scenario.story).toBe(`x${name}x`);
    expect(scenario.source).toEqual({ origin: name, recorded: [name], inferred: [name] });
    expect(scenario.signals[0]?.id).toBe(name);
  });

  it('may have 10,000 characters, and no more', () => {
    const title = (length: number) => SMALLEST.replace('One BUY', 'x'.repeat(length));
    expect(scenarioIn(title(10_000)).title).toHaveLength(10_000);
    expect(problemsIn(title(10_001))).toMatch(
      /^one\.yaml:1:8: title: expected text of 1 to 10000 characters, found "x{60}…"\n {4}try: shorten it$/,
    );
  });

  it('are no symbols', () => {
    for (const name of NAMES) {
      const text = SMALLEST.replace('APP', JSON.stringify(name));
      expect(problemsIn(text)).toContain(':5:14: signals[0].symbol: expected a symbol');
    }
  });

  it('are shown on one line with nothing invisible, as values and as field names', () => {
    const name = 'a\u202eb\u2028c\u009bd\u001be';
    const shown = 'a\\u202eb\\u2028c\\u009bd\\u001be';
    expect(problemsIn(SMALLEST.replace('APP', JSON.stringify(name)))).toContain(`found "${shown}"`);
    expect(problemsIn(`${SMALLEST}${JSON.stringify(name)}: 1\n`)).toContain(
      `unknown field "${shown}"`,
    );
    expect(problemsIn(`${SMALLEST}"__proto__": {}\n`)).toContain('unknown field "__proto__"');
  });
});

describe('quoteText', () => {
  it('is printable on one line, and short, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }), (units) => {
        const text = String.fromCharCode(...units);
        const shown = quoteText(text);
        expect(shown).not.toMatch(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
        expect(shown.length).toBeLessThanOrEqual(61 * 6 + 2);
      }),
    );
  });

  it('keeps what is harmless as it is', () => {
    expect(quoteText('Größe "x" 漢字')).toBe('"Größe \\"x\\" 漢字"');
  });
});
