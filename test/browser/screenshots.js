// Renders the pages of the README as PNG: `npm run screenshots`, after a build. Look at each before
// it is kept: nothing tests a picture. Fonts are those of Chromium's package, so that every machine
// draws the same.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Chromium's package unpacks the system libraries that a bare machine lacks; read when it is loaded.
process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
const { default: chromium } = await import('@sparticuz/chromium');
const { chromium: driver } = await import('playwright-core');

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'reports/screenshots');
const SCENARIO = 'scenarios/app-4x-buy.yaml';
const NARROW = 'scenarios/app-overlapping-narrow.yaml';

const racetape = (...words) =>
  execFileSync(process.execPath, [join(ROOT, 'bin/racetape.js'), ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

const folder = mkdtempSync(join(tmpdir(), 'racetape-shots-'));

/** Name, page, part of the address, colours, and how much of it is shown. */
const SHOTS = [
  { name: 'failing', path: 'app-4x-buy/index.html', hash: '#run=none', height: 1000 },
  {
    name: 'dark',
    path: 'app-4x-buy/index.html',
    hash: '#run=none&with=three-layer',
    scheme: 'dark',
    height: 1250,
  },
  { name: 'passing', path: 'app-4x-buy/index.html', hash: '#run=three-layer&at=60', height: 1250 },
  {
    name: 'twin',
    path: 'app-overlapping-narrow/three-layer/explore.html',
    at: '#player',
    height: 1350,
  },
  { name: 'matrix', path: 'app-4x-buy/matrix.html', height: 760 },
  { name: 'index', path: 'index.html', height: 800 },
  { name: 'sweep', path: 'app-overlapping-narrow/sweep.html', height: 1000 },
];

racetape(
  'replay',
  SCENARIO,
  '--guards',
  'none',
  '--guards',
  'three-layer',
  '--out',
  folder,
  '--quiet',
);
const wanted = new Set(process.argv.slice(2));
const isWanted = ({ name }) => wanted.size === 0 || wanted.has(name);
const shots = SHOTS.filter(isWanted);
const needs = (name) => shots.some((shot) => shot.name === name);
if (needs('twin'))
  racetape('explore', NARROW, '--guards', 'three-layer', '--out', folder, '--quiet');
if (needs('matrix')) racetape('matrix', SCENARIO, '--out', folder, '--quiet');
if (needs('sweep'))
  racetape(
    'sweep',
    NARROW,
    '--vary',
    'db.write=0ms..8ms:2ms',
    '--trials',
    '40',
    '--out',
    folder,
    '--quiet',
  );

chromium.setGraphicsMode = false;
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((arg) => !arg.startsWith('--single-process')),
});
try {
  mkdirSync(OUT, { recursive: true });
  for (const { name, path, hash = '', scheme = 'light', height, at } of shots) {
    const file = join(folder, path);
    if (!existsSync(file)) {
      console.error(`${name}: ${path} was not made, so there is no picture of it`);
      process.exitCode = 1;
      continue;
    }
    const page = await browser.newPage({ viewport: { width: 1200, height }, colorScheme: scheme });
    await page.goto(pathToFileURL(file).href + hash);
    if (at !== undefined)
      await page.evaluate((id) => document.querySelector(id)?.scrollIntoView(), at);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    await page.close();
    console.log(`reports/screenshots/${name}.png`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
