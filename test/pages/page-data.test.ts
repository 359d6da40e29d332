import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackBytes } from '../../src/pages/page-data/compression.js';
import { packRuns, RunRecord, readRuns } from '../../src/pages/page-data/page-data.js';
import { encodeTape, type TapeEvent } from '../../src/tape/index.js';
import type { Finding } from '../../src/verdict/index.js';
import type { ReportRun } from '../../src/words/report-run.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import {
  endEntry,
  judgement,
  orderWords,
  TapeBuilder,
  tapeHeader,
} from '../support/tape-builder.js';

const HOSTILE = [
  '</script>',
  '<!--',
  '\u2028\u202e',
  '\0\u001b[2J',
  '\ud800',
  '😀',
  'x'.repeat(10_000),
];

function packed(runs: readonly ReportRun[]): string {
  const records = runs.map((run, index) => {
    const name = run.header.guardSet;
    return new RunRecord(run, { anchor: `run-${index + 1}`, name, runsCount: runs.length });
  });
  for (const record of records) for (const _event of record.events());
  return packRuns(records);
}

const unpackRuns = async (text: string) => readRuns(await unpackBytes(text));

function runOf(events: readonly TapeEvent[], changes: Partial<ReportRun> = {}): ReportRun {
  return {
    header: tapeHeader(),
    events,
    judgement: judgement(),
    digest: 'd'.repeat(64),
    ...changes,
  };
}

describe('the data inside a page', () => {
  it('give back every run, its tape to the letter', async () => {
    const runs = [appWithoutGuards(), appWithThreeLayers()];
    const read = await unpackRuns(packed(runs));
    expect(read.map(({ name, anchor }) => [name, anchor])).toEqual([
      ['none', 'run-1'],
      ['three-layer', 'run-2'],
    ]);
    for (const [index, { header, events, digest, duplicates, eventsCount }] of read.entries()) {
      const run = runs[index]!;
      expect(encodeTape({ header, events })).toBe(
        encodeTape({ header: run.header, events: [...run.events] }),
      );
      expect({ digest, duplicates }).toEqual({
        digest: run.digest,
        duplicates: run.judgement.duplicates,
      });
      expect(eventsCount).toBe(events.length);
    }
  });

  it.each(HOSTILE)('hold %j as text that ends no element, and give it back', async (text) => {
    const tape = new TapeBuilder()
      .at(0, text, { kind: 'arrival', ...orderWords(text, 1), symbol: text })
      .at(1, null, endEntry());
    const data = packed([runOf(tape.events(), { header: tapeHeader({ guardSet: text }) })]);
    expect(data).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const [run] = await unpackRuns(data);
    expect(run!.events[0]).toEqual(tape.events()[0]);
  });

  it('keep every number that a tape can hold', async () => {
    const whole = fc.maxSafeInteger();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 20 }),
        async (pairs) => {
          const tape = new TapeBuilder();
          for (const [delta, cash] of pairs)
            tape.at(0, 't', { kind: 'booking', symbol: 'APP', delta, cash });
          const events = tape.events();
          const [read] = await unpackRuns(packed([runOf(events)]));
          expect(read!.events).toEqual(events);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('are the same text for the same runs, and little of it', () => {
    const make = (): string => packed([appWithoutGuards(), appWithThreeLayers()]);
    expect(make()).toBe(make());
    expect(make().length).toBeLessThan(6_000);
  });

  it('hold a stretch around the first error where the tape is too long for a page', async () => {
    const tape = new TapeBuilder();
    for (let index = 0; index < 150_000; index++) tape.at(index, null, { kind: 'cycle-end' });
    const error: Finding = {
      assertion: 'no-duplicate',
      severity: 'error',
      message: 'twice',
      atUs: 140_000,
      seq: 140_000,
      symbol: 'APP',
      duplicateKind: 'bypass',
    };
    const run = runOf(tape.events(), { judgement: judgement({ findings: [error] }) });
    const [read] = await unpackRuns(packed([run]));
    expect(read!.eventsCount).toBe(150_000);
    expect(read!.events[0]!.seq).toBe(60_000);
    expect(read!.events.at(-1)!.seq).toBe(149_999);
  });
});
