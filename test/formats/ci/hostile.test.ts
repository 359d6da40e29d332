import { describe, expect, it } from 'vitest';
import { REPORTERS, type Results } from '../../../src/formats/index.js';
import {
  sampleResults,
  surprisingExploration,
  surprisingRun,
  sweepResults,
} from './sample-results.js';
import { junitErrors, sarifErrors } from './validate.js';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['HTML', '<img src=x onerror=alert(1)>&lt;b&gt;'],
  ['the end of a script', '</script><script>alert(1)</script>'],
  ['the end of CDATA', ']]><x/>'],
  ['control characters', 'a\u0000b\u0007c\u009bd\u007fe\ufffef\ud800g'],
  ['ANSI escapes', '\u001b[2J\u001b]0;title\u0007red'],
  ['other directions', '\u202eevil\u202c\u2066\u200b\u2028x'],
  [
    'workflow commands',
    '::error::x%0A::set-output name=a::b\n::warning file=a,line=1::y\r\n##[error]z',
  ],
  ['a command at its start', '\n::add-mask::secret'],
  [
    'Markdown',
    '| a | `b` | [x](javascript:alert(1)) ![i](http://e.x/i.png) **c** <details>\n# h\n```\n@team #1 :bug: $x$',
  ],
  ['fences', '```\n````\n~~~\n`````'],
  ['quotes', `"'\`\\ $(rm -rf x) %s {{x}}`],
  ['10,000 characters', 'x\u202e'.repeat(5_000)],
  ['10,000 characters that hide', '\u202e'.repeat(10_000)],
  ['999 characters that hide', '\u202e'.repeat(999)],
];

/** Everything that acts on a reader; line breaks are ours. */
const ACTS =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/** Each field that a stranger fills in a scenario file, with the text in it. */
const FIELDS: readonly (readonly [string, (text: string) => Results])[] = [
  [
    'title, story, source, findings and options',
    (text) => sampleResults([surprisingRun({ text })]),
  ],
  [
    'the path',
    (text) =>
      sampleResults([surprisingRun({ path: text })], [surprisingExploration({ path: text })]),
  ],
  [
    'steps, twin, note and options of a counterexample',
    (text) => sampleResults([surprisingRun()], [surprisingExploration({ text })]),
  ],
  [
    'the id of a signal',
    (text) => sampleResults([surprisingRun()], [surprisingExploration({ signal: text })]),
  ],
];

/** The same of a sweep, which keeps no tapes. */
const SWEEP_FIELDS: readonly (readonly [string, (text: string) => Results])[] = [
  ['title, note and options of a sweep', (text) => sweepResults({ text })],
  ['the path of a sweep', (text) => sweepResults({ path: text })],
];

/** What a form must hold whatever is in it. */
const HOLDS: Readonly<Record<string, (text: string) => void | Promise<void>>> = {
  default: (text) => {
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toContain('##[');
  },
  json: (text) => expect(() => JSON.parse(text)).not.toThrow(),
  jsonl: (text) => {
    for (const line of text.trimEnd().split('\n')) expect(JSON.parse(line).version).toBe(1);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  },
  junit: async (text) => expect(await junitErrors(text)).toEqual([]),
  sarif: (text) => {
    expect(sarifErrors(text)).toEqual([]);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    for (const { message } of JSON.parse(text).runs[0].results)
      expect(message.text).not.toMatch(ACTS);
  },
  github: (text) => {
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^::(error|warning) (file=[^,:]+,line=\d+,col=\d+,)?title=[^,:]*::/);
      expect(Buffer.byteLength(line)).toBeLessThan(65_536);
    }
  },
  markdown: (text) => {
    // Outside of blocks of code: no tag of the text's, no cell too many, no link, no name called.
    const prose = text.replace(/^(`{3,})\n[\s\S]*?\n\1\n/gm, '');
    expect(prose.replace(/<\/?(details|summary)>|<!-- -->/g, '')).not.toMatch(
      /[<>@[\]`~{}]|https?:/,
    );
    for (const row of prose.match(/^\|.*$/gm) ?? []) expect(row.match(/\|/g)).toHaveLength(6);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
  },
  'chrome-trace': (text) => {
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(text).traceEvents.length).toBeGreaterThan(20);
  },
  html: (text) => {
    expect(text).not.toMatch(/<img src=x|<script>alert/);
  },
};

describe.each(REPORTERS)('$name', (reporter) => {
  it.each(
    FIELDS.flatMap(([field, results]) =>
      HOSTILE.map(([what, text]) => [what, field, text, results] as const),
    ),
  )('shows %s in %s as text', async (_what, _field, text, results) => {
    const told = reporter.render(results(text), null);
    if (reporter.name !== 'json') expect(told).not.toMatch(ACTS);
    await HOLDS[reporter.name]?.(told);
  });

  // A trace is made of tapes.
  const sweepFields = reporter.name === 'chrome-trace' ? [] : SWEEP_FIELDS;
  it.each(
    sweepFields.flatMap(([field, results]) =>
      HOSTILE.map(([what, text]) => [what, field, text, results] as const),
    ),
  )('shows %s in %s as text', async (_what, _field, text, results) => {
    const told = reporter.render(results(text), null);
    if (reporter.name !== 'json') expect(told).not.toMatch(ACTS);
    await HOLDS[reporter.name]?.(told);
  });

  it('is held to something', () => {
    expect(Object.keys(HOLDS)).toContain(reporter.name);
  });
});

describe('what hides', () => {
  it('is shown and not dropped', () => {
    const results = sampleResults([surprisingRun({ text: 'a\u0000b\u202ec' })]);
    const told = (name: string): string =>
      REPORTERS.find((reporter) => reporter.name === name)!.render(results, null);
    for (const name of ['junit', 'github', 'markdown', 'html'])
      expect(told(name), name).toContain('a\u2400b\u27e8U+202E\u27e9c');
    expect(told('sarif')).toContain('a\\u2400b\\u27e8U+202E\\u27e9c');
    // Data stays what it was.
    expect(JSON.parse(told('jsonl').split('\n')[0]!).title).toBe('a\u0000b\u202ec');
  });
});
