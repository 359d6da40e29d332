// `npm run soundness`: the tests in test/soundness and every other test file that imports its sizes.ts,
// at full size, without coverage. Prints what each test counted, and writes it to bench/soundness.md if all of it ran and
// passed. `npm run soundness -- genmc stanley`: only files whose path contains one of these; prints.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { renderSoundness, rowsOf } from './soundness-table.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TABLE = new URL('soundness.md', import.meta.url);

const wanted = process.argv.slice(2);
const files = readdirSync(new URL('../test', import.meta.url), { recursive: true })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && isSoundness(file))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();

function isSoundness(file) {
  if (file.startsWith('test/soundness/')) return true;
  return /from '[./]+\/soundness\/sizes\.js'/.test(readFileSync(`${ROOT}/${file}`, 'utf8'));
}

function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

if (files.length === 0) {
  console.error(`no soundness test matches ${wanted.join(', ')}`);
  process.exit(2);
}

const commit = git('rev-parse', '--short=10', 'HEAD');
const isClean = git('status', '--porcelain', '--untracked-files=no') === '';
process.env.RACETAPE_SOUNDNESS = 'full';
const startMs = performance.now();
const vitest = await startVitest('test', files, {
  root: ROOT,
  run: true,
  watch: false,
  coverage: { enabled: false },
  reporters: ['default'],
  testTimeout: 0,
  hookTimeout: 0,
  // A computation of an hour answers no heartbeat meanwhile.
  teardownTimeout: 60_000,
});
const seconds = (performance.now() - startMs) / 1000;
const modules = vitest.state.getTestModules();
const hasPassed = modules.length === files.length && modules.every((module) => module.ok());
const hadErrors = vitest.state.getUnhandledErrors().length > 0;
await vitest.close();

const text = renderSoundness(rowsOf(modules), {
  commit: isClean ? commit : `${commit}, with changes that are not committed`,
  files: files.length,
  seconds,
  machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version.slice(1)}`,
});
console.log(`\n${text}`);
if (!hasPassed || hadErrors) {
  console.error('not every soundness test passed: bench/soundness.md is left as it was');
  process.exit(1);
}
if (wanted.length === 0) writeFileSync(TABLE, text);
else console.log('only some files ran: bench/soundness.md is left as it was');
process.exit(0);
