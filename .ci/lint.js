// Lints what git tracks, and nothing else: reports in a folder of any name (`--out there`), scratch
// files and checkouts inside the folder are none of the repository. Where there is no git (sources
// unpacked from an archive) everything is looked at, as far as the tools' own lists allow.
//   node .ci/lint.js           checks
//   node .ci/lint.js --write   lets Biome format and mend as well
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(join(process.cwd(), 'package.json'));
const writes = process.argv.includes('--write');
const tracked = trackedFiles();
const biome = ['check', ...(writes ? ['--write'] : []), '--files-ignore-unknown=true'];
const codes = [
  run('@biomejs/biome', 'bin/biome', [...biome, ...(tracked ?? ['.'])]),
  ...(writes ? [] : [run('eslint', 'bin/eslint.js', eslintWords())]),
];
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

/** Relative to the present folder; null where it is no checkout. A file that was deleted is left out. */
function trackedFiles() {
  const list = (...options) =>
    spawnSync('git', ['ls-files', '-z', ...options], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const { status, stdout } = list('--cached');
  if (status !== 0) return null;
  const gone = new Set(list('--deleted').stdout.split('\0'));
  const files = stdout.split('\0').filter((file) => file !== '' && !gone.has(file));
  return files.length === 0 ? null : files;
}

/** ESLint reads scripts alone; a file that its configuration leaves out is passed over in silence. */
function eslintWords() {
  if (tracked === null) return ['.'];
  const scripts = tracked.filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  return ['--no-warn-ignored', '--no-error-on-unmatched-pattern', ...scripts];
}

function run(name, program, words) {
  const path = join(dirname(resolve(`${name}/package.json`)), program);
  return spawnSync(process.execPath, [path, ...words], { stdio: 'inherit' }).status;
}
