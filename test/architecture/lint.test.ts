import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONFIGURATION = ['package.json', 'biome.json', 'eslint.config.js', '.ci/lint.js'];
const GOOD = 'export const one = 1;\n';
/** Biome wants another form of it. */
const ILL_FORMED = 'export   const two = "2"\n';
/** Only ESLint, with its types, sees what is wrong here. */
const FLOATING = 'export function start(): void {\n  Promise.resolve();\n}\n';

const folders: string[] = [];

/** A clone as somebody may have it: this configuration, and two files of which one is somebody's own. */
function clone(
  { source, stray }: { source: string; stray: string },
  kind: 'git' | 'archive' = 'git',
) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'racetape-lint-')));
  folders.push(folder);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of CONFIGURATION) cpSync(join(ROOT, path), join(folder, path));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const types = { extends: join(ROOT, 'tsconfig.json'), include: ['src', 'test'], exclude: [] };
  put('tsconfig.json', JSON.stringify({ ...types, compilerOptions: { noEmit: true } }));
  put('tsconfig.browser.json', '{ "files": [] }\n');
  put('.gitignore', 'node_modules/\ntsconfig*.json\n');
  put('src/source.ts', source);
  const git = (...words: string[]) => spawnSync('git', words, { cwd: folder });
  if (kind === 'git') {
    git('init', '--quiet');
    git('add', '.');
  }
  put('elsewhere/stray.ts', stray);
  return {
    lint: () => spawnSync(process.execPath, ['.ci/lint.js'], { cwd: folder, encoding: 'utf8' }),
    track: () => git('add', 'elsewhere'),
  };
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('npm run lint', () => {
  it('looks at what git tracks: reports in a folder of any name are not linted, until they are added', () => {
    const { lint, track } = clone({ source: GOOD, stray: ILL_FORMED });
    const untracked = lint();
    expect([untracked.status, untracked.stderr]).toEqual([0, '']);
    track();
    const tracked = lint();
    expect(tracked.status).toBe(1);
    expect(tracked.stdout + tracked.stderr).toContain('elsewhere/stray.ts');
  });

  it.each([
    ['Biome', ILL_FORMED],
    ['ESLint', FLOATING],
  ])('finds in a tracked file what %s alone finds', (_tool, source) => {
    expect(clone({ source, stray: GOOD }).lint().status).toBe(1);
  });

  it('looks at everything where there is no git', () => {
    expect(clone({ source: GOOD, stray: GOOD }, 'archive').lint().status).not.toBe(null);
    expect(clone({ source: GOOD, stray: ILL_FORMED }, 'archive').lint().status).toBe(1);
  });
});
