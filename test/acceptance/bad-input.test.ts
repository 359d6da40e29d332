import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { smallScenario } from '../cli/fake-host.js';
import { runRacetape, temporaryFolder } from './run-racetape.js';

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), content);
  }
  return folder.path;
}

const SIGNAL = '{symbol: APP, quantity: 1, price: 540.00}';
const withSignals = (text: string) => smallScenario({ signals: `signals:\n${text}` });
/** Nine levels of ten aliases each: a billion nodes if it were written out. */
const BOMB = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
  .concat(
    [...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
  )
  .join('\n');

describe('a scenario file that is wrong', () => {
  const wrong: readonly [string, string | Uint8Array, RegExp][] = [
    ['has an unknown field', `${smallScenario()}titel: x\n`, /a\.yaml:\d+:\d+: .*titel/],
    ['has a wrong type', smallScenario({ title: 'title: [1]' }), /a\.yaml:1:\d+: title/],
    [
      'has a negative time',
      withSignals('  - {symbol: APP, quantity: 1, price: 1.00, at: -1s}'),
      /a\.yaml:\d+:\d+: signals\[0\]\.at/,
    ],
    [
      'is nested three thousand levels deep',
      `${'- '.repeat(3_000)}\ntitle: x`,
      /a\.yaml:1:399: expected at most 200 nested levels/,
    ],
    [
      'makes one mistake a hundred thousand times',
      withSignals('  - x\n'.repeat(200_000)),
      /\n200000 problems\. Every field/,
    ],
    [
      'names an unknown guard',
      smallScenario({ expect: 'expect:\n  - {guards: cycle-sets, verdict: pass}' }),
      /cycle-set/,
    ],
    [
      'has an id twice',
      withSignals(
        '  - {id: x, symbol: APP, quantity: 1, price: 1.00}\n  - {id: x, symbol: APP, quantity: 1, price: 1.00}',
      ),
      /a\.yaml:\d+:\d+: signals\[1\]\.id/,
    ],
    [
      'has a symbol that is none',
      withSignals('  - {symbol: "app!", quantity: 1, price: 1.00}'),
      /a\.yaml:\d+:\d+: signals\[0\]\.symbol/,
    ],
    [
      'has a symbol full of tricks',
      withSignals(`  - {symbol: "</script>\\u202e\\e[2J", quantity: 1, price: 1.00}`),
      /signals\[0\]\.symbol/,
    ],
    [
      'has 10^9 signals',
      withSignals('  - {symbol: APP, quantity: 1, price: 1.00, count: 1000000000, every: 1ms}'),
      /a\.yaml:\d+:\d+: signals/,
    ],
    ['is empty', '', /a\.yaml:1:1/],
    [
      'is binary',
      Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256),
      /a\.yaml:1:\d+: is a binary file/,
    ],
    ['is not UTF-8', new Uint8Array([0x74, 0xe9, 0x0a]), /a\.yaml:1:2: is not UTF-8/],
    ['is a bomb of aliases', BOMB, /a\.yaml:\d+:\d+: /],
    ['is deeply nested', `${'['.repeat(20_000)}`, /a\.yaml:\d+:\d+: /],
    ['is no YAML', 'title: "open\n', /a\.yaml:\d+:\d+: /],
    ['is HTML', '<html><script>alert(1)</script></html>', /a\.yaml:1:1: /],
  ];
  it.each(wrong)('ends in one clear message where it %s', (_what, content, message) => {
    const cwd = folderWith({ 'a.yaml': content });
    const { code, stdout, stderr } = runRacetape(cwd, 'replay', 'a.yaml', '--json');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at |node:internal|\.js:\d/);
    expect(stderr).not.toMatch(/[\u001b\u202e]/);
    expect(stderr.length).toBeLessThan(20_000);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(readdirSync(cwd)).toEqual(['a.yaml']);
  });

  it('tells of all problems at once', () => {
    const cwd = folderWith({
      'a.yaml': smallScenario({ title: 'title: [1]', zone: 'zone: Mars/Olympus' }),
      'b.yaml': `${smallScenario()}titel: x\n`,
    });
    const { code, stderr } = runRacetape(cwd, 'replay', 'a.yaml', 'b.yaml', 'c.yaml');
    expect(code).toBe(2);
    for (const place of ['a.yaml:1:', 'a.yaml:5:', 'b.yaml:', 'c.yaml: no such file'])
      expect(stderr).toContain(place);
  });
});

describe('a path that is wrong', () => {
  it.each([
    ['is missing', ['gone.yaml'], /gone\.yaml: no such file/],
    ['is a folder', ['mine'], /mine: is a folder/],
    ['lies in a file', ['a.yaml/x.yaml'], /cannot be read: a part of the path is a file/],
    ['is an output that is a file', ['a.yaml', '--out', 'a.yaml'], /cannot write to a\.yaml/],
    [
      'is an output that cannot be made',
      ['a.yaml', '--out', '/proc/racetape'],
      /cannot write to \/proc/,
    ],
  ])('ends in one clear message where it %s', (_what, words, message) => {
    const cwd = folderWith({ 'a.yaml': withSignals(`  - ${SIGNAL}`), 'mine/b.yaml': '' });
    const { code, stdout, stderr } = runRacetape(cwd, 'replay', ...words);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(readdirSync(cwd)).toEqual(['a.yaml', 'mine']);
  });
});

describe('hostile names', () => {
  it('are shown as text on the terminal, in the pages and in the JSON', () => {
    const nasty = `<script>alert(1)</script> \\u202e\\e[2J &amp; '\\"`;
    const cwd = folderWith({
      'a.yaml': smallScenario({ title: `title: "${nasty}"`, story: `story: "${nasty}"` }),
    });
    const { code, stdout, stderr } = runRacetape(cwd, 'replay', 'a.yaml', '--guards', 'none');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    for (const name of ['index.html', 'a/index.html']) {
      const html = readFileSync(join(cwd, 'reports', name), 'utf8');
      expect(html).not.toMatch(/<script>alert|[\u001b\u202e]/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
    const page = runRacetape(cwd, 'replay', 'a.yaml', '--guards', 'none', '--json');
    expect(() => JSON.parse(page.stdout)).not.toThrow();
  });
});
