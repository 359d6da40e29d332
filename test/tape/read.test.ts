import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeTape,
  parseTape,
  readTapeLines,
  type TapeEvent,
  type TapeProblem,
  TapeReader,
} from '../../src/tape/index.js';
import { anyTape } from './arbitraries.js';
import { QUIET_END, sampleHeader, sampleTape } from './sample-tape.js';

const good = encodeTape(
  sampleTape([
    { kind: 'cycle-start', positions: 0, loadFailed: false },
    { kind: 'cycle-end' },
    QUIET_END,
  ]),
);
const lines = good.trimEnd().split('\n');

function problemsOf(text: string): readonly TapeProblem[] {
  const parsed = parseTape(text);
  return parsed.ok ? [] : parsed.problems;
}

function withLine(line: number, change: (source: string) => string): string {
  return `${lines.map((source, index) => (index === line - 1 ? change(source) : source)).join('\n')}\n`;
}

describe('reading a tape', () => {
  it('gives back what was encoded, for every tape', () => {
    fc.assert(
      fc.property(anyTape, (tape) => {
        const text = encodeTape(tape);
        const parsed = parseTape(text);
        expect(parsed).toEqual({ ok: true, tape });
        expect(parsed.ok && encodeTape(parsed.tape)).toBe(text);
      }),
    );
  });

  it('reads the same from chunks that break anywhere', () => {
    fc.assert(
      fc.property(anyTape, fc.integer({ min: 1, max: 97 }), (tape, size) => {
        const text = encodeTape(tape);
        const chunks: string[] = [];
        for (let from = 0; from < text.length; from += size)
          chunks.push(text.slice(from, from + size));
        const events: TapeEvent[] = [];
        const headers: unknown[] = [];
        const read = readTapeLines(chunks, {
          header: (header) => headers.push(header),
          event: (event) => events.push(event),
        });
        expect(read).toEqual({ ok: true, header: tape.header, eventsCount: tape.events.length });
        expect(headers).toEqual([tape.header]);
        expect(events).toEqual(tape.events);
      }),
    );
  });

  it('takes a tape without its last newline, with spaces, carriage returns and keys in another order', () => {
    const loose = withLine(3, (source) => {
      const shuffled = Object.fromEntries(Object.entries(JSON.parse(source)).reverse());
      return `  ${JSON.stringify(shuffled)}\r`;
    });
    const parsed = parseTape(loose.trimEnd());
    expect(parsed.ok && encodeTape(parsed.tape)).toBe(good);
  });

  it('names line, column, what was expected and found, and what to try', () => {
    expect(
      problemsOf(withLine(2, (source) => source.replace('"positions":0', '"positions":-1'))),
    ).toEqual([
      {
        line: 2,
        column: lines[1]!.indexOf('"positions":0') + '"positions":'.length + 1,
        expected: 'positions: a whole number from 0 up',
        found: '-1',
        hint: 'Tapes are written by racetape and not edited by hand; replay the scenario again.',
      },
    ]);
  });

  it('reports every fault of every line at once', () => {
    const bad = withLine(2, (source) =>
      source
        .replace('"loadFailed":false', '"loadFailed":"no","extra":[1]')
        .replace('"task":"r1.c1/T",', ''),
    ).replace('"kind":"cycle-end"', '"kind":"cycle-stop"');
    expect(problemsOf(bad).map(({ line, expected, found }) => [line, expected, found])).toEqual([
      [2, 'task: text, or null', 'nothing'],
      [2, 'loadFailed: true or false', '"no"'],
      [2, 'extra: no field "extra"', 'a list of 1'],
      [3, expect.stringMatching(/^kind: one of "cycle-start", /), '"cycle-stop"'],
    ]);
  });

  it('finds the value inside lists', () => {
    const bad = withLine(4, (source) => source.replace('"portfolio"', '7'));
    expect(problemsOf(bad)).toMatchObject([
      {
        line: 4,
        column: lines[3]!.indexOf('"portfolio"') + 1,
        expected: 'equity[1].source: text',
        found: '7',
      },
    ]);
    const noList = withLine(4, (source) => source.replace('"broker":[]', '"broker":{}'));
    expect(problemsOf(noList)).toMatchObject([{ expected: 'broker: a list', found: 'an object' }]);
    const noObject = withLine(4, (source) => source.replace('"pending":[]', '"pending":[null]'));
    expect(problemsOf(noObject)).toMatchObject([
      { expected: 'pending[0]: an object', found: 'null' },
    ]);
  });

  it('says where a line stops being JSON', () => {
    expect(problemsOf(withLine(3, (source) => source.replace('"kind":', '"kind"')))).toMatchObject([
      { line: 3, column: lines[2]!.indexOf('"kind"') + 7, found: '"\\"cycle-end\\"}"' },
    ]);
    expect(problemsOf(withLine(3, () => '[1,'))).toMatchObject([
      { line: 3, column: 4, found: 'the end of the line' },
    ]);
  });

  it('reports a line that is JSON but no event', () => {
    expect(problemsOf(withLine(3, () => '[1]'))).toMatchObject([
      { line: 3, column: 1, expected: 'an event as an object', found: 'a list of 1' },
    ]);
  });

  it('reports one problem per break of the order', () => {
    expect(problemsOf(withLine(2, (source) => source.replace('"seq":0', '"seq":5')))).toMatchObject(
      [
        { line: 2, column: 8, expected: 'seq: 0', found: '5' },
        { line: 3, expected: 'seq: 6', found: '1' },
      ],
    );
    expect(
      problemsOf(withLine(3, (source) => source.replace('"atUs":1000', '"atUs":9000'))),
    ).toMatchObject([{ line: 4, expected: 'atUs: at least 9000', found: '2000' }]);
    const [header, ...events] = lines;
    expect(problemsOf([header, events[0], events[2]].join('\n'))).toMatchObject([
      { line: 3, expected: 'seq: 1', found: '2' },
    ]);
  });

  it('reports events after the end', () => {
    const extra = lines[2]!.replace('"seq":1,"atUs":1000', '"seq":3,"atUs":2000');
    expect(problemsOf(`${good}${extra}\n`)).toMatchObject([
      { line: 5, expected: 'kind: nothing after the event "end"', found: '"cycle-end"' },
      { line: 6, expected: 'an event of kind "end" as the last line' },
    ]);
  });

  it('reports truncation, between lines and inside one', () => {
    expect(problemsOf(lines.slice(0, 3).join('\n'))).toMatchObject([
      {
        line: 4,
        column: 1,
        found: 'the end of the file',
        hint: expect.stringContaining('cut off'),
      },
    ]);
    expect(problemsOf(good.slice(0, -20))).toHaveLength(2);
  });

  it.each([
    ['an empty file', '', 'nothing'],
    ['a binary file', '\u0000\u0001PNG\u001b[31m\nmore', '"\\u0000\\u0001PNG'],
    ['another JSON file', '{"a":1}\n{"a":2}', 'an object'],
    ['a page', '<html>\n</html>', '"<html>"'],
    ['a JSON bomb', '['.repeat(100_000), '"[[['],
  ])('says of %s once that it is no tape', (_, text, found) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 1, hint: expect.stringContaining('A tape begins') });
    if (text !== '') expect(problems[0]!.found.startsWith(found)).toBe(true);
    expect(problems[0]!.found).not.toMatch(/[\u0000-\u001f]/);
  });

  it('tells a tape of another version from no tape', () => {
    expect(problemsOf(good.replace('"version":1', '"version":2'))).toMatchObject([
      { line: 1, expected: 'version: 1', found: '2', hint: expect.stringContaining('version') },
    ]);
  });

  it('reports every fault of a header', () => {
    const header = JSON.stringify({
      ...sampleHeader(),
      seed: 0.5,
      guards: ['lucky-charm'],
      token: null,
    });
    expect(problemsOf(`${header}\n`).map(({ expected }) => expected)).toEqual([
      expect.stringMatching(/^guards\[0\]: one of "memory-position"/),
      'seed: a whole number',
      'token: text',
    ]);
  });

  it('lists 50 problems and announces the rest', () => {
    const problems = problemsOf(`${lines[0]}\n${'{}\n'.repeat(60)}`);
    expect(problems).toHaveLength(50);
    expect(problems.at(-1)!.hint).toContain('(11 more problems are not listed.)');
  });

  it('gives up on a line beyond all bounds instead of holding it', () => {
    const reader = new TapeReader({ event: () => {} });
    const chunk = 'x'.repeat(5 * 1024 * 1024);
    for (let index = 0; index < 5 && !reader.gaveUp; index++) reader.feed(chunk);
    reader.feed('more\n');
    expect(reader.gaveUp).toBe(true);
    expect(reader.finish()).toMatchObject({
      ok: false,
      problems: [{ line: 1, found: 'a longer one' }],
    });
    const read = readTapeLines([`${chunk.repeat(4)}\n`], { event: () => {} });
    expect(read).toMatchObject({ ok: false, problems: [{ found: 'a longer one' }] });
  });

  it('does not count columns in lines of a mebichar', () => {
    expect(problemsOf(`{"a":"${'x'.repeat(1024 * 1024)}`)).toMatchObject([{ line: 1, column: 1 }]);
  });

  it('is not led astray by keys of the prototype', () => {
    expect(
      problemsOf(withLine(3, (source) => source.replace('"cycle-end"', '"constructor"'))),
    ).toHaveLength(1);
    expect(
      problemsOf(withLine(3, (source) => source.replace('{', '{"__proto__":{},'))),
    ).toMatchObject([{ line: 3, expected: '__proto__: no field "__proto__"' }]);
  });
});
