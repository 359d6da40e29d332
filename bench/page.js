// How fast a report page opens and zooms in headless Chromium: `node bench/page.js [rounds]`.
// The limits are the design's: ready in 1.5 s, a zoom step in 16 ms, both at 100,000 events,
// and 1 MB at 10,000 events, 2 MB at 100,000.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Chromium's package unpacks the system libraries that a bare machine lacks; read when it is loaded.
process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
const { default: chromium } = await import('@sparticuz/chromium');
const { chromium: driver } = await import('playwright-core');
const { dayOf } = await import('./day.js');
const { replay } = await import('../dist/experiments/index.js');
const { renderPage } = await import('../dist/pages/index.js');
const { pageScript } = await import('../dist/runs/page-script.js');

/** Events, the signals of a day that makes about as many, and what the design allows. */
const SIZES = [
  { events: 10_000, signals: 380, bytesMax: 1e6 },
  { events: 100_000, signals: 4_000, bytesMax: 2e6, readyMsMax: 1_500, stepMsMax: 16 },
];
const ZOOM_STEPS = 40;

async function pageOf(signals, limit) {
  const scenario = dayOf(signals);
  const events = [];
  const listener = { header: () => {}, event: (event) => events.push({ ...event }) };
  const result = await replay({ scenario, guardSet: 'none', guards: [], seed: 1 }, listener);
  const { header, judgement, digest } = result;
  const run = { header, judgement, digest, events };
  return { page: renderPage([run], { script: pageScript('report') }), count: events.length, limit };
}

/** Notes when the page is ready, and how long each frame of ours takes. Runs before the page's own script. */
function watch() {
  const frames = [];
  window.measured = { frames, readyMs: 0 };
  const original = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (act) =>
    original((time) => {
      const before = performance.now();
      act(time);
      frames.push(performance.now() - before);
    });
  const look = () => {
    const player = document.getElementById('player');
    if (frames.length > 0 && player?.dataset.ready === 'yes')
      window.measured.readyMs = performance.now();
    else original(look);
  };
  original(look);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(browser, path) {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(pathToFileURL(path).href);
  await page.waitForFunction(() => window.measured.readyMs > 0);
  const readyMs = await page.evaluate(() => window.measured.readyMs);
  await page.focus('#timeline');
  const box = await page.locator('#timeline canvas').boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60);
  await page.evaluate(() => {
    window.measured.frames.length = 0;
  });
  for (let step = 0; step < ZOOM_STEPS; step++) {
    await page.mouse.wheel(0, step < ZOOM_STEPS / 2 ? -120 : 120);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
  }
  // Frames that painted nothing (our own waiting) take no time worth the name.
  const steps = await page.evaluate(() => window.measured.frames.filter((ms) => ms > 0.2));
  await context.close();
  return { readyMs, stepMs: median(steps), stepMsMost: Math.max(...steps) };
}

const rounds = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'racetape-page-'));
chromium.setGraphicsMode = false;
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((arg) => !arg.startsWith('--single-process')),
});
try {
  for (const size of SIZES) {
    const { page, count } = await pageOf(size.signals);
    const path = join(folder, `${size.events}.html`);
    writeFileSync(path, page);
    const seen = [];
    for (let round = 0; round < rounds; round++) seen.push(await measure(browser, path));
    const of = (key) => median(seen.map((each) => each[key])).toFixed(1);
    const limit = (value, unit) => (value === undefined ? '' : ` (at most ${value}${unit})`);
    console.log(
      `${count} events: ${Math.round(page.length / 1000)} kB${limit(size.bytesMax / 1000, ' kB')}, ` +
        `ready in ${of('readyMs')} ms${limit(size.readyMsMax, ' ms')}, ` +
        `zoom step ${of('stepMs')} ms${limit(size.stepMsMax, ' ms')}, the longest ${of('stepMsMost')} ms`,
    );
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
