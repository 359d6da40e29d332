import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeHost, smallScenario } from '../cli/fake-host.js';
import { PageOpener } from './open-page.js';

const opener = new PageOpener();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = {
  index: 'index.html',
  replay: 'small/index.html',
  explore: 'small/none/explore.html',
  matrix: 'small/matrix.html',
  sweep: 'small/sweep.html',
} as const;
type PageName = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as PageName[];
const texts = new Map<PageName, string>();

beforeAll(async () => {
  await opener.open();
  const host = fakeHost();
  host.put('small.yaml', smallScenario());
  await host.run('explore', 'small.yaml', '--guards', 'none');
  await host.run('matrix', 'small.yaml', '--runs', '5');
  const sweep = ['--vary', 'db.write=0ms..2ms:2ms', '--trials', '2', '--guards', 'none'];
  await host.run('sweep', 'small.yaml', ...sweep);
  await host.run('replay', 'small.yaml', '--guards', 'none', '--guards', 'all');
  for (const name of NAMES)
    texts.set(name, readFileSync(join(host.cwd, 'reports', PAGES[name]), 'utf8'));
});
afterAll(() => opener.close());

async function shown(name: PageName, width: number): Promise<Page> {
  const { page } = await opener.show(texts.get(name)!, { viewport: { width, height: 850 } });
  await page.waitForSelector('html.enriched');
  if (name === 'replay' || name === 'explore')
    await page.waitForSelector('#player[data-ready=yes]');
  return page;
}

/** Elements that stand out of the window and of no box that scrolls, and what lies under a Copy button. */
function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isVisible = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && getComputedStyle(element).visibility !== 'hidden';
    };
    const isInScroller = (element: Element): boolean => {
      for (
        let at: Element | null = element;
        at !== null && at !== document.body;
        at = at.parentElement
      )
        if (getComputedStyle(at).overflowX === 'auto') return true;
      return false;
    };
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${(element.textContent ?? '').slice(0, 50)}`;
    const wrong: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth)
      wrong.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll('main *, header *, footer *'))
      if (isVisible(element) && !isInScroller(element)) {
        const { left, right } = element.getBoundingClientRect();
        const isHidden = element.closest('.visually-hidden, .skip') !== null;
        if (!isHidden && right > left && right > innerWidth + 1) wrong.push(name(element));
      }
    for (const button of document.querySelectorAll('.copy-button')) {
      const command = button.previousElementSibling!.getBoundingClientRect();
      const own = button.getBoundingClientRect();
      const overlaps =
        own.left < command.right - 1 &&
        own.right > command.left + 1 &&
        own.top < command.bottom - 1 &&
        own.bottom > command.top + 1;
      if (isVisible(button) && overlaps) wrong.push(`over its line: ${name(button)}`);
    }
    return wrong.slice(0, 5);
  });
}

describe('a page of every kind', () => {
  it.each(NAMES.flatMap((name) => [390, 1280].map((width) => [name, width] as const)))(
    'fits a window: %s at %i px',
    async (name, width) => {
      const page = await shown(name, width);
      expect(await misfits(page)).toEqual([]);
    },
  );

  it.each(NAMES)('is accessible as far as axe can tell on a phone: %s', async (name) => {
    const page = await shown(name, 390);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<{
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    }>('axe.run(document)');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`)).toEqual([]);
  });
});

describe('the chips of an index', () => {
  it('keep the rows that are asked for, and let go of them again', async () => {
    const page = await shown('index', 1280);
    const rows = page.locator('tbody tr[data-kind]:visible');
    const all = await rows.count();
    await page.getByRole('button', { name: /^every order/ }).click();
    expect(await rows.count()).toBeLessThan(all);
    expect(await page.locator('tr[data-kind=replay]:visible').count()).toBe(0);
    expect(await page.locator('tr[data-kind=explore]:visible').count()).toBe(1);
    await page.getByRole('button', { name: /^every order/ }).click();
    expect(await rows.count()).toBe(all);
  });
});
