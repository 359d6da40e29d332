import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editScenario, parseScenario, printScenario } from '../../src/index.js';
import { renderProblems, type ScenarioEdit } from '../../src/scenario/index.js';

const FILE = `# What happened on the 26th.
title:   One BUY     # kept as it stands

story: >
  Folded by
  hand.
start: 2026-01-26T15:42:07Z
system:   # as recorded
  # Eight in the incident.
  parallelism: 4   # half
  runners:
    - {id: r1,  start: 0s}
account: {cash: "$1,000.00"}

# Both strategies fire.
signals:
  # the first
  - {symbol: APP,  quantity: 1, price: 540.00}   # one share
  - {symbol: APP,  quantity: 7, price: 540.00}
latency:
  broker: uniform(8ms,40ms)   # measured
# the end
`;

function edited(...edits: readonly ScenarioEdit[]): string {
  const result = editScenario(FILE, edits, { path: 'a.yaml' });
  if (!result.ok) throw new Error(renderProblems(result));
  return result.text;
}

function refused(...edits: readonly ScenarioEdit[]): string {
  const result = editScenario(FILE, edits, { path: 'a.yaml' });
  return result.ok ? 'not refused' : renderProblems(result);
}

describe('editScenario', () => {
  it('puts a word in the place of a word and moves nothing else', () => {
    expect(edited({ at: ['signals', 1, 'price'], set: '541.20' })).toBe(
      FILE.replace('quantity: 7, price: 540.00', 'quantity: 7, price: 541.20'),
    );
    expect(edited({ at: ['title'], set: 'Two: BUYs #2' })).toBe(
      FILE.replace('One BUY', '"Two: BUYs #2"'),
    );
    expect(edited({ at: ['title'], set: 42 })).toBe(FILE.replace('One BUY', '"42"'));
  });

  it('makes many edits at once, in their order', () => {
    const text = edited(
      { at: ['signals', 0, 'symbol'], set: 'GME' },
      { at: ['signals', 0, 'symbol'], set: 'TSLA' },
      { at: ['system', 'parallelism'], set: 8 },
    );
    expect(text).toBe(
      FILE.replace('{symbol: APP,', '{symbol: TSLA,').replace('parallelism: 4', 'parallelism: 8'),
    );
  });

  it('puts a new field where the definition has it, and leaves every other section as it is', () => {
    const text = edited({ at: ['zone'], set: 'America/New_York' });
    expect(text).toBe(FILE.replace('07Z\n', '07Z\nzone: America/New_York\n'));
  });

  it('puts a new field into a section with its comments', () => {
    const text = edited({ at: ['system', 'limiter', 'per-second'], set: '3' });
    expect(text).toContain('limiter: {per-second: 3}\n  runners:');
    for (const comment of ['# as recorded', '# Eight in the incident.', '# half'])
      expect(text).toContain(comment);
    const from = 'account: {cash';
    expect(text.slice(text.indexOf(from))).toBe(FILE.slice(FILE.indexOf(from)));
    expect(text.slice(0, text.indexOf('system:'))).toBe(FILE.slice(0, FILE.indexOf('system:')));
  });

  it('adds an entry behind the last of a list, and takes one away', () => {
    const added = edited({
      at: ['signals', 2],
      set: { symbol: 'GME', price: '5.00', 'scale-in': true },
    });
    expect(added).toContain('  - {symbol: GME, price: 5.00, scale-in: true}\nlatency:');
    expect(added).toContain('# one share');
    const fewer = edited({ at: ['signals', 1], remove: true });
    expect(fewer).toContain(
      '# the first\n  - {symbol: APP, quantity: 1, price: 540.00} # one share\nlatency:',
    );
  });

  it('takes a section away, and what stands above it with it', () => {
    expect(edited({ at: ['story'], remove: true })).toBe(
      FILE.replace('\nstory: >\n  Folded by\n  hand.\n', ''),
    );
  });

  it('refuses what is not there, and what comes to no scenario, with its place', () => {
    expect(refused({ at: ['signals', 5], set: { symbol: 'GME' } })).toContain(
      'signals[5]: expected a place that can be edited',
    );
    expect(refused({ at: ['zone'], remove: true })).toContain(
      'zone: expected a place that can be edited',
    );
    expect(refused({ at: ['signals', 1, 'price'], set: 'cheap' })).toMatch(
      /^a\.yaml:\d+:\d+: signals\[1\]\.price: expected money/,
    );
    expect(refused({ at: ['colour'], set: 'red' })).toContain('colour');
  });

  it('refuses to change a value that others are aliases of', () => {
    const text = FILE.replace('quantity: 1,', 'quantity: &one 1,').replace(
      'quantity: 7',
      'quantity: *one',
    );
    const at = ['signals', 0, 'quantity'];
    expect(editScenario(text, [{ at, set: 2 }], { path: 'a.yaml' }).ok).toBe(false);
  });

  it('keeps the ends of lines of a file from Windows', () => {
    const text = FILE.replaceAll('\n', '\r\n');
    const result = editScenario(text, [{ at: ['zone'], set: 'UTC' }], { path: 'a.yaml' });
    expect(result.ok && result.text.replaceAll('\r\n', '')).not.toMatch(/\n/);
  });

  const FOLDER = new URL('../../scenarios/', import.meta.url);
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')))(
    'changes one word of %s, and the printed scenario accordingly',
    (file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      const result = editScenario(text, [{ at: ['title'], set: 'Another' }], { path: file });
      const before = parseScenario(text, { path: file });
      if (!result.ok || !before.ok) throw new Error('no scenario');
      expect(result.text).toBe(text.replace(/^title: .*$/m, 'title: Another'));
      expect(printScenario(result.scenario)).toBe(
        printScenario({ ...before.scenario, title: 'Another' }),
      );
    },
  );
});

describe('the examples of the printers', () => {
  it.each(['print-scenario.ts', 'edit-scenario.ts'])('do what %s says', (file) => {
    const source = readFileSync(new URL(`../../src/scenario/${file}`, import.meta.url), 'utf8');
    const [, example = ''] = /@example\n((?: \* .*\n)+)/.exec(source) ?? [];
    const written = new Map<string, string>();
    const names = ['text', 'parseScenario', 'printScenario', 'editScenario', 'writeFileSync'];
    const run = new Function(...names, example.replaceAll(/^ \* /gm, ''));
    run(FILE, parseScenario, printScenario, editScenario, (path: string, text: string) =>
      written.set(path, text),
    );
    const read = parseScenario(written.get('incident.yaml') ?? '', { path: 'incident.yaml' });
    expect(read.ok && read.scenario.signals[0]?.price).toBe(
      file.startsWith('edit') ? 541_200_000 : 540_000_000,
    );
  });
});
