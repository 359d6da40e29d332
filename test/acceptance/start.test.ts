import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/index.js';
import { inTheSource } from '../../src/runs/source-places.js';
import { fakeHost } from '../cli/fake-host.js';
import { runRacetape } from './run-racetape.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = join(ROOT, 'dist/bundle');

/** The built files that a command line reads, without the hashes of their names. */
function filesRead(...argv: readonly string[]): readonly string[] {
  const hook =
    'export async function load(url, context, next) { console.error("read " + url); return next(url, context); }';
  const register = `import { register } from 'node:module'; register('data:text/javascript,${encodeURIComponent(hook)}');`;
  const first = `data:text/javascript,${encodeURIComponent(register)}`;
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', first, join(ROOT, 'bin/racetape.js'), ...argv],
    { encoding: 'utf8' },
  );
  return [...stderr.matchAll(/^read file:.*\/bundle\/(.+?)(?:-[\w-]{8})?\.js$/gm)].map(
    ([, name]) => name!,
  );
}

describe('the built command line', () => {
  it.each([[], ...COMMANDS.map(({ name }) => [name])])(
    'says the same help as its source: %s',
    async (...words) => {
      const host = fakeHost({ columns: 80 });
      await host.run(...words, '--help');
      expect(runRacetape(ROOT, ...words, '--help').stdout).toBe(host.said.stdout);
    },
  );

  it('reads one file to say its version', () => {
    expect(filesRead('--version')).toEqual(['main']);
  });

  it.each(['--help', 'replya'])('reads no command for %s', (word) => {
    const files = filesRead(word);
    expect(files).toContain('parse-command-line');
    expect(files.filter((name) => name.endsWith('-command'))).toEqual([]);
  });

  it('reads the command that is named, and no other', () => {
    const commands = filesRead('replay', 'no-such-file.yaml').filter((name) =>
      name.endsWith('-command'),
    );
    expect(commands).toEqual(['replay-command']);
  });

  it('names places of the source in a stack trace', () => {
    const file = readdirSync(BUNDLE).find((name) => /^parse-command-line.*\.js$/.test(name))!;
    const lines = readFileSync(join(BUNDLE, file), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('a command is missing'));
    const column = lines[line]!.indexOf('a command is missing');
    const stack = `Error: x\n    at noCommand (file://${BUNDLE}/${file}:${line + 1}:${column + 1})`;
    expect(inTheSource(stack)).toMatch(/at noCommand \(src\/cli\/parse-command-line\.ts:\d+:\d+\)/);
  });

  it('leaves a place alone that no map knows', () => {
    const stack = 'Error: x\n    at y (file:///nowhere/z.js:1:2)\n    at node:internal/z:3:4';
    expect(inTheSource(stack)).toBe(stack);
  });
});
