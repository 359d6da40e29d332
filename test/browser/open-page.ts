import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PageScript } from '../../src/pages/index.js';
import { pageScript } from '../../src/runs/page-script.js';
import { launchBrowser } from './launch-browser.js';

/** The script as `npm run build` leaves it; a page without it would pass many of these tests by doing nothing. */
export function builtScript(name: string): PageScript {
  const script = pageScript(name);
  if (script === undefined) throw new Error(`dist/assets/${name}.js is missing: npm run build`);
  return script;
}

/** A page that was opened from a file, with all that it said and asked for. */
export interface OpenedPage {
  readonly page: Page;
  /** Console errors, warnings and uncaught errors. */
  readonly complaints: string[];
  /** Addresses that were asked for besides the page's own. */
  readonly requests: string[];
}

/** One browser for a test file, and a folder for its pages. */
export class PageOpener {
  readonly #folder = mkdtempSync(join(tmpdir(), 'racetape-browser-'));
  #browser: Browser | null = null;
  #count = 0;

  async open(): Promise<void> {
    this.#browser = await launchBrowser();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async show(
    html: string,
    options: BrowserContextOptions & { readonly hash?: string; readonly before?: () => void } = {},
  ): Promise<OpenedPage> {
    const { hash = '', before, ...context } = options;
    const path = join(this.#folder, `${this.#count++}.html`);
    writeFileSync(path, html);
    const page = await (
      await this.#browser!.newContext({ viewport: { width: 1280, height: 900 }, ...context })
    ).newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    const address = pathToFileURL(path).href;
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('blob:'))
        requests.push(request.url());
    });
    if (before !== undefined) await page.addInitScript(before);
    await page.goto(address + hash);
    return { page, complaints, requests };
  }
}

/** Waits until the script of a report page has done its work. */
export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('#player[data-ready=yes]');
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLElement>('#timeline canvas')?.dataset.painted ?? 0) > 0,
  );
}
