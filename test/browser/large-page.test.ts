import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../bench/day.js';
import { replay } from '../../src/experiments/index.js';
import { renderPage } from '../../src/pages/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import { builtScript, PageOpener, untilReady } from './open-page.js';

const opener = new PageOpener();
beforeAll(() => opener.open());
afterAll(() => opener.close());

/** A real replay of a day without guards: thousands of tasks, hundreds of duplicates. */
async function pageOfDay(
  signals: number,
): Promise<{ readonly html: string; readonly eventsCount: number }> {
  const scenario = dayOf(signals);
  const events: TapeEvent[] = [];
  const listener = {
    header: () => {},
    event: (event: TapeEvent) => void events.push({ ...event }),
  };
  const result = await replay({ scenario, guardSet: 'none', guards: [], seed: 1 }, listener);
  const { header, judgement, digest } = result;
  const html = renderPage([{ header, judgement, digest, events }], {
    script: builtScript('report'),
  });
  return { html, eventsCount: events.length };
}

/** Counts every stroke on a canvas, from before the page's own script runs. */
function countStrokes(): void {
  const counted = globalThis as unknown as { strokes: number };
  counted.strokes = 0;
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of [
    'fillRect',
    'strokeRect',
    'stroke',
    'fill',
    'fillText',
    'strokeText',
  ] as const) {
    const original = pen[name] as (...args: unknown[]) => void;
    Object.defineProperty(pen, name, {
      value(this: CanvasRenderingContext2D, ...args: unknown[]) {
        counted.strokes++;
        original.apply(this, args);
      },
    });
  }
}

/** Strokes of one zoom step, the charts under the timeline included. */
async function strokesOfZoom(page: Page): Promise<number> {
  await page.focus('#timeline');
  return page.evaluate(async () => {
    const counted = globalThis as unknown as { strokes: number };
    const frames = (): Promise<void> =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
    await frames();
    counted.strokes = 0;
    const timeline = document.querySelector('#timeline canvas')!;
    const { left, top } = timeline.getBoundingClientRect();
    const at = { clientX: left + 700, clientY: top + 60 };
    timeline.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, cancelable: true, ...at }));
    await frames();
    return counted.strokes;
  });
}

describe.each([
  { signals: 380, eventsAtLeast: 10_000, bytesMax: 1e6 },
  { signals: 4_000, eventsAtLeast: 100_000, bytesMax: 2e6 },
])('a page of $eventsAtLeast events', ({ signals, eventsAtLeast, bytesMax }) => {
  it('keeps its size, opens, finds its duplicates, and zooms with work that the screen bounds', async () => {
    const { html, eventsCount } = await pageOfDay(signals);
    expect(eventsCount).toBeGreaterThanOrEqual(eventsAtLeast);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(bytesMax);
    const { page, complaints } = await opener.show(html, { before: countStrokes });
    await untilReady(page);
    expect(await page.locator('#now').innerText()).toContain('duplicate');
    expect(Number(await page.getAttribute('#scrubber', 'max'))).toBe(eventsCount - 1);
    // About 20 rows of at most some hundred bars, marks and numbers each; ten times the events, the same bound.
    const strokes = await strokesOfZoom(page);
    expect(strokes).toBeGreaterThan(50);
    expect(strokes).toBeLessThan(30_000);
    expect(complaints).toEqual([]);
  });
});
