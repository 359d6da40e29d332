// `npm run build`: everything in dist/, anew. With --if-stale: only where dist/ is missing or older than
// what it is made from, which is how `npm start` works in a fresh clone.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Written last: what was interrupted is stale. */
const stamp = join(root, 'dist/built');

const STEPS = [
  'tsc -p tsconfig.build.json',
  'vite build --mode report --logLevel warn',
  'vite build --mode index --logLevel warn',
  'vite build --mode live --logLevel warn',
  // Reads the table of commands that tsc has built.
  'vite build --config vite.bundle.config.ts --mode cli --logLevel warn',
  'vite build --config vite.bundle.config.ts --mode bot --logLevel warn',
];

if (!process.argv.includes('--if-stale') || isStale()) {
  if (process.argv.includes('--if-stale')) console.log('racetape: building dist/ …');
  // What is no longer made must not be shipped.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  for (const step of STEPS) {
    const [command, ...words] = step.split(' ');
    const bin = join(root, 'node_modules/.bin', command);
    execFileSync(bin, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  }
  writeFileSync(stamp, '');
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return [...sources()].some((file) => statSync(join(root, file)).mtimeMs > built);
}

function* sources() {
  for (const name of readdirSync(root)) {
    if (/^(package(-lock)?\.json|tsconfig.*\.json|vite\..*\.ts)$/.test(name)) yield name;
  }
  for (const entry of readdirSync(join(root, 'src'), { recursive: true })) yield join('src', entry);
}
