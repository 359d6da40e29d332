import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IndexEntry, renderIndex, renderPage } from '../../src/pages/index.js';
import { encodeTape } from '../../src/tape/index.js';
import type { ReportRun } from '../../src/words/index.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import {
  endEntry,
  judgement,
  orderWords,
  scenarioWords,
  TapeBuilder,
  tapeHeader,
} from '../support/tape-builder.js';
import { builtScript, PageOpener, untilReady } from './open-page.js';

const opener = new PageOpener();
beforeAll(() => opener.open());
afterAll(() => opener.close());

const RUNS = [appWithoutGuards(), appWithThreeLayers()];
const page = (): string =>
  renderPage(RUNS, {
    script: builtScript('report'),
    trail: { indexPath: '../index.html', links: [] },
  });
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds, by its rule and the first element. */
async function axeFindings(opened: Page): Promise<readonly string[]> {
  await opened.evaluate(AXE);
  const { violations } = await opened.evaluate<AxeResult>('axe.run(document)');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
}

describe('a report page opened from a file', () => {
  it('asks for nothing and complains of nothing', async () => {
    const opened = await opener.show(page());
    await untilReady(opened.page);
    expect(opened.requests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  it('reads with scripts off: verdict, replay line, guard tables, timeline', async () => {
    const { page: still } = await opener.show(page(), { javaScriptEnabled: false });
    for (const words of [
      'APP was bought 4 times where once was due.',
      'npx racetape replay',
      'Guards: who stopped what',
    ])
      expect(await still.getByText(words).first().isVisible(), words).toBe(true);
    expect(await still.locator('svg.timeline').first().isVisible()).toBe(true);
    expect(await still.locator('#player').isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible as far as axe can tell (%s)',
    async (colorScheme) => {
      const opened = await opener.show(page(), {
        colorScheme,
        hash: '#run=none&with=three-layer&at=40&symbol=APP',
      });
      await untilReady(opened.page);
      expect(await axeFindings(opened.page)).toEqual([]);
    },
  );

  it('leads to the first duplicate by keys alone', async () => {
    const { page: opened } = await opener.show(page(), { hash: '#run=none&at=0' });
    await untilReady(opened);
    expect(await opened.locator('#now').innerText()).not.toContain('duplicate');
    for (let presses = 0; presses < 30; presses++) {
      await opened.keyboard.press('Tab');
      if (await opened.evaluate(() => document.activeElement?.id === 'first-duplicate')) break;
    }
    await opened.keyboard.press('Enter');
    const now = opened.locator('#now');
    expect(await now.innerText()).toMatch(/duplicate.*BUY 7 APP filled/s);
    const first = await opened.inputValue('#scrubber');
    await opened.focus('#timeline');
    await opened.keyboard.press('d');
    expect(Number(await opened.inputValue('#scrubber'))).toBeGreaterThan(Number(first));
    await opened.keyboard.press('Shift+D');
    expect(await opened.inputValue('#scrubber')).toBe(first);
  });

  it('begins at the first duplicate, and shows what the broker holds against the rows', async () => {
    const { page: opened } = await opener.show(page());
    await untilReady(opened);
    expect(await opened.locator('#now').innerText()).toContain('BUY 7 APP filled');
    const row = opened.locator('.world tr', { hasText: 'APP' }).first();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toBe('APP 8 \u2260 1 \u2260 1');
  });

  it('goes back to the same view by the link that it writes', async () => {
    const { page: one } = await opener.show(page());
    await untilReady(one);
    await one.selectOption('#other-select', { label: 'three-layer (pass)' });
    await one.focus('#timeline');
    for (const key of ['+', '+', ']', 'ArrowRight', 'ArrowRight']) await one.keyboard.press(key);
    await one.waitForFunction(() => location.hash.includes('from='));
    const state = async (opened: Page): Promise<readonly (string | null)[]> => [
      await opened.inputValue('#scrubber'),
      await opened.inputValue('#other-select'),
      await opened.getAttribute('#timeline', 'aria-label'),
    ];
    const hash = await one.evaluate(() => location.hash);
    const { page: other } = await opener.show(page(), { hash });
    await untilReady(other);
    expect(await state(other)).toEqual(await state(one));
  });

  it('lays a second run beneath the first and says where they part', async () => {
    const { page: opened } = await opener.show(page());
    await untilReady(opened);
    await opened.selectOption('#other-select', { label: 'three-layer (pass)' });
    expect(
      await opened.getByText(/A and B do the same in their first \d+ events/).isVisible(),
    ).toBe(true);
    expect(await opened.locator('.world').count()).toBe(2);
  });

  it('filters by symbol, says so, and lets go again', async () => {
    const { page: opened } = await opener.show(page(), { hash: '#run=none&at=0&symbol=APP' });
    await untilReady(opened);
    expect(await opened.getByText('Filtered: what does not fit is not drawn').isVisible()).toBe(
      true,
    );
    await opened.getByRole('button', { name: 'Clear' }).click();
    expect(await opened.getByText('Filtered: what does not fit').isVisible()).toBe(false);
  });

  it('hands out the tape to the letter', async () => {
    const { page: opened } = await opener.show(page(), { acceptDownloads: true });
    await untilReady(opened);
    const [download] = await Promise.all([
      opened.waitForEvent('download'),
      opened.getByRole('button', { name: 'JSONL' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('tape.jsonl');
    const { header, events } = RUNS[0]!;
    expect(readFileSync(await download.path(), 'utf8')).toBe(
      encodeTape({ header, events: [...events] }),
    );
  });

  it('changes its colours, canvas included, by the button', async () => {
    const { page: opened } = await opener.show(page(), { colorScheme: 'light' });
    await untilReady(opened);
    const ground = (): Promise<string> =>
      opened.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    const button = opened.getByRole('button', { name: /^Theme/ });
    await button.click();
    expect(await ground()).toBe(light);
    await button.click();
    expect(await ground()).not.toBe(light);
  });

  it('prints what reads without scripts', async () => {
    const { page: opened } = await opener.show(page());
    await untilReady(opened);
    await opened.emulateMedia({ media: 'print' });
    expect(await opened.locator('#player').isVisible()).toBe(false);
    expect(await opened.locator('svg.timeline').first().isVisible()).toBe(true);
  });
});

describe('hostile text', () => {
  const HOSTILE = `</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'"><!--\u202e\0`;

  it('is shown as text, before and after the script has run', async () => {
    const words = { ...orderWords(HOSTILE, 7), symbol: HOSTILE };
    const tape = new TapeBuilder()
      .at(0, HOSTILE, { kind: 'arrival', ...words })
      .call(HOSTILE, {
        operation: 'broker',
        statement: HOSTILE,
        atUs: 1,
        effectUs: 2,
        responseUs: 3,
      })
      .lock(HOSTILE, HOSTILE, { waitUs: 3, acquireUs: 4, releaseUs: 6 })
      .guard(HOSTILE, 5, {
        layer: 'pending-lock',
        symbol: HOSTILE,
        signalId: HOSTILE,
        decision: 'marked',
        reason: HOSTILE,
      })
      .at(7, HOSTILE, { kind: 'fill', orderId: 1, ...words })
      .at(9, null, endEntry());
    const scenario = scenarioWords({ title: HOSTILE, story: HOSTILE, path: HOSTILE });
    const run: ReportRun = {
      header: tapeHeader({ scenario, guardSet: `${HOSTILE}${'x'.repeat(10_000)}` }),
      events: tape.events(),
      judgement: judgement(),
      digest: 'd'.repeat(64),
    };
    const html = renderPage([run, run], { script: builtScript('report') });
    const { page: opened, complaints, requests } = await opener.show(html);
    await untilReady(opened);
    for (let presses = 0; presses < 12; presses++) {
      await opened.focus('#timeline');
      await opened.keyboard.press('ArrowRight');
    }
    await opened.hover('#timeline canvas', { position: { x: 600, y: 80 } });
    expect(await opened.title()).toContain('</script>');
    expect(await opened.locator('script').count()).toBe(2);
    expect(await opened.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('an index opened from a file', () => {
  const entries = (): readonly IndexEntry[] =>
    RUNS.map(({ header, judgement: judged, digest }) => {
      return { header, judgement: judged, digest, pagePath: 'app/index.html', links: [] };
    });

  it('lists what is searched for, groups included, and complains of nothing', async () => {
    const html = renderIndex(entries(), [], { script: builtScript('index') });
    const { page: opened, complaints, requests } = await opener.show(html);
    const rows = opened.locator('tbody tr:not(.group-head):visible');
    expect(await rows.count()).toBe(2);
    await opened.fill('#search-words', 'three-layer pass');
    expect(await rows.count()).toBe(1);
    expect(await opened.getByRole('status').innerText()).toBe('1 of 2 rows');
    await opened.fill('#search-words', 'nothing of the kind');
    expect(await opened.locator('tbody:visible').count()).toBe(0);
    expect(await axeFindings(opened)).toEqual([]);
    expect([...complaints, ...requests]).toEqual([]);
  });
});
