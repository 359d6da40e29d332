import { describe, expect, it } from 'vitest';
import { renderChromeTrace, renderCsv } from '../../src/formats/index.js';
import { appWithoutGuards } from '../support/app-runs.js';
import { endEntry, orderWords, TapeBuilder, tapeHeader } from '../support/tape-builder.js';

interface Traced {
  readonly traceEvents: readonly {
    readonly ph: string;
    readonly name: string;
    readonly pid: number;
    readonly tid?: number;
    readonly ts?: number;
    readonly dur?: number;
  }[];
}

describe('the Chrome trace', () => {
  const { traceEvents } = JSON.parse(renderChromeTrace(appWithoutGuards())) as Traced;

  it('has a process for tasks, locks, database and broker', () => {
    const names = traceEvents.filter(({ name }) => name === 'process_name');
    expect(names).toHaveLength(4);
  });

  it('draws each broker call twice, for its task and for the broker, at virtual microseconds', () => {
    const calls = traceEvents.filter(({ name, ph }) => ph === 'X' && name === 'BUY 7 APP');
    expect(calls.map(({ pid }) => pid).sort()).toEqual([1, 1, 1, 4, 4, 4]);
    expect(calls.every(({ ts, dur }) => Number.isSafeInteger(ts) && dur! > 0)).toBe(true);
  });

  it('shows fills as instants', () => {
    expect(
      traceEvents.filter(({ name, ph }) => ph === 'i' && name.includes('filled')),
    ).toHaveLength(4);
  });

  it('shows who waited for a lock and who held it', () => {
    const tape = new TapeBuilder()
      .lock('a', 'pending', { waitUs: 0, acquireUs: 5, releaseUs: 9 })
      .at(9, null, endEntry());
    const { traceEvents: lines } = JSON.parse(
      renderChromeTrace({ header: tapeHeader(), events: tape.events() }),
    ) as Traced;
    const spans = lines.filter(({ ph }) => ph === 'X').map(({ name, ts, dur }) => [name, ts, dur]);
    expect(spans).toEqual([
      ['waits for pending \u00b7 r1.c1', 0, 5],
      ['a', 5, 4],
    ]);
  });
});

describe('the table for spreadsheets', () => {
  it('has a line for each event under its headings', () => {
    const events = [...appWithoutGuards().events];
    const lines = renderCsv(events).split('\r\n');
    expect(lines[0]).toBe(
      'seq,at_us,kind,task,cycle,runner,symbol,side,quantity,price_micro_usd,what',
    );
    expect(lines).toHaveLength(events.length + 2);
  });

  it('quotes what would break a line and disarms what would be a formula', () => {
    const words = { ...orderWords('=1+1', 1), symbol: '=cmd|"x",\n' };
    const [, line] = renderCsv(
      new TapeBuilder().at(0, '-1', { kind: 'arrival', ...words }).events(),
    ).split('\r\n');
    expect(line).toContain(`0,0,arrival,'-1,1,r1,"'=cmd|""x"",\n",BUY,1,540000000,`);
  });
});
