#!/usr/bin/env node
// The command line as npm links it. Everything lives in dist/bundle/, built from src/cli/ by `npm run build`.
import { existsSync } from 'node:fs';

const main = new URL('../dist/bundle/main.js', import.meta.url);
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
