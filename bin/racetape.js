#!/usr/bin/env node
// The command line as npm links it. Everything lives in dist/cli/, built from src/cli/ by `npm run build`.
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// A day of 100,000 signals makes gigabytes of short-lived objects: collect them early rather than grow.
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--heap-growing-percent=5');

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) {
  const { runFromProcess } = await import(main.href);
  await runFromProcess();
} else {
  process.stderr.write(
    'racetape: dist/ is missing, the program has not been built yet.\n' +
      'Build it with: npm run build\n',
  );
  process.exitCode = 70;
}
