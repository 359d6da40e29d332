import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../acceptance/run-racetape.js';
import { type ServeProcess, startServe } from '../acceptance/serve-process.js';
import { launchBrowser } from './launch-browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const folder = temporaryFolder();
let browser: Browser;
let serving: ServeProcess | null = null;

beforeAll(async () => {
  const assets = fileURLToPath(new URL('../../dist/assets/live.js', import.meta.url));
  if (!existsSync(assets)) throw new Error('dist/ is missing: run `npm run build`');
  browser = await launchBrowser();
});
afterEach(async () => {
  serving?.process.kill('SIGKILL');
  await serving?.ended;
  serving = null;
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

/** A page on what is served, and everything that went wrong on it. */
async function open(
  words: readonly string[],
  options: { readonly javaScriptEnabled?: boolean; readonly colorScheme?: 'dark' } = {},
): Promise<{ page: Page; wrong: string[]; asked: string[] }> {
  serving = await startServe(folder.path, ...words);
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${serving.url}/`, { waitUntil: 'domcontentloaded' });
  return { page, wrong, asked };
}

const tile = (page: Page, name: string) => page.locator(`[data-tile="${name}"]`);

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>('axe.run(document)');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('the live page in a browser', () => {
  it('moves cash, trades and positions, and obeys pause, step, speed and restart', async () => {
    const { page, wrong, asked } = await open([
      'scenarios/app-4x-buy.yaml',
      ...['--guards', 'none', '--speed', '0.001'],
    ]);
    await page.locator('[data-connection="live"]').waitFor();
    await page.locator('[data-phase="playing"]').waitFor();
    expect(await tile(page, 'cash').textContent()).toBe('$144,420.92');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('[data-phase="paused"]').waitFor();
    const before = await page.locator('.clock').textContent();
    await page.getByRole('button', { name: 'Step' }).click();
    await page.waitForFunction(
      (was) =>
        document.querySelector('.toolbar')?.textContent?.includes('event –') === false &&
        was !== null,
      before,
    );
    await page.getByLabel('Speed').selectOption('1000');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('[data-phase="ended"]').waitFor();
    expect(await tile(page, 'cash').textContent()).toBe('$132,540.92');
    expect(await tile(page, 'equity').textContent()).toBe('$201,581.22');
    expect(await tile(page, 'trade rows').textContent()).toBe('4');
    expect(await page.getByRole('region', { name: 'Positions' }).textContent()).toMatch(
      /APP[17]22≠ the row/,
    );
    expect(await page.getByText('Duplicates so far: 3').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.waitForFunction(
      () =>
        document.querySelector('[data-tile="trade rows"]')?.textContent === '0' ||
        document.querySelector('[data-phase="ended"]') !== null,
    );
    expect(wrong).toEqual([]);
    // Nothing from anywhere else.
    for (const url of asked) expect(url.startsWith(serving!.url) || url === 'data:,').toBe(true);
  });

  it('shows the first duplicate before the exploration has ended', async () => {
    const { page, wrong } = await open([
      'scenarios/app-4x-buy.yaml',
      ...['--guards', 'none', '--explore', '--mode', 'sample', '--schedules', '10000000'],
      ...['--budget', '5m', '--speed', '1000'],
    ]);
    const failure = page.locator('[data-failure="first"]');
    await failure.waitFor();
    // Read at one moment: the failure is there, and the search goes on.
    const seen = await page.evaluate(() => ({
      phase: document.querySelector('[data-exploration]')?.getAttribute('data-exploration'),
      words: document.querySelector('[data-failure] .sentence')?.textContent,
      line: document.querySelector('[data-failure] code')?.textContent,
    }));
    expect(seen.phase).toBe('exploring');
    expect(seen.words).toBe('APP can be bought 4 times.');
    expect(seen.line).toMatch(/--guards none --token \S+$/);
    expect(await axeFindings(page)).toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('reads with scripts off: what can be chosen, and how to get there', async () => {
    const { page } = await open([], { javaScriptEnabled: false });
    const text = (await page.locator('body').textContent()) ?? '';
    expect(text).toContain('Choose what to replay');
    expect(text).toContain('scenarios/gme-3x-buy.yaml');
    expect(text).toContain('Scripts are off');
    expect(await page.locator('button:enabled').count()).toBe(0);
  });

  it('is led by keyboard from the choice to the replay', async () => {
    const { page, wrong } = await open([], { colorScheme: 'dark' });
    await page.locator('[data-connection="live"]').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page
      .getByRole('button', { name: /^Replay GME .* under none$/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-phase="ended"]').waitFor();
    expect(await page.locator('h1').textContent()).toMatch(/GME/);
    expect(await page.getByText('Duplicates so far: 2').count()).toBe(1);
    expect(wrong).toEqual([]);
  });

  it('says so when the server has ended, and keeps what it showed', async () => {
    const { page, wrong } = await open([
      'scenarios/app-4x-buy.yaml',
      ...['--guards', 'three-layer', '--speed', '1000'],
    ]);
    await page.locator('[data-phase="ended"]').waitFor();
    serving!.process.kill('SIGINT');
    await page.locator('[data-connection="ended"]').waitFor();
    expect(await serving!.ended).toBe(130);
    expect(await tile(page, 'equity').textContent()).toBe('$201,581.22');
    expect(wrong).toEqual([]);
  });
});
