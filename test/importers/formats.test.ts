import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../cli/fake-host.js';

/** What went twice in a burst, as a sample says that it is read. */
interface Expected {
  readonly name: string;
  readonly format: string;
  readonly orders: number;
  readonly bursts: readonly Readonly<Record<string, unknown>>[];
  readonly notes?: RegExp;
}

const bothSides = (buys: readonly number[], sells: readonly number[], symbol = 'KO') => [
  { symbol, side: 'BUY', rows: buys, extra: 1, untold: 0 },
  { symbol, side: 'SELL', rows: sells, extra: 1, untold: 0 },
];
const coin = (rows: readonly number[], symbol: string, untold = 0) => [
  { symbol, side: 'BUY', rows, extra: 1, untold },
];

/** The right reading of each sample. */
const SAMPLES: readonly Expected[] = [
  {
    name: 'alpaca-activities.json',
    format: 'alpaca',
    orders: 7,
    bursts: bothSides([8, 7, 6], [2, 1]),
  },
  { name: 'alpaca-orders.json', format: 'alpaca', orders: 7, bursts: bothSides([1, 2], [6, 7]) },
  {
    name: 'alpaca-trade-updates.jsonl',
    format: 'alpaca',
    orders: 7,
    bursts: bothSides([1, 2, 3], [8, 9]),
    notes: /Told twice and counted once: line 6\./,
  },
  { name: 'binance-orders.csv', format: 'binance', orders: 5, bursts: coin([6, 5], 'ETHUSDT') },
  {
    name: 'binance-trades.csv',
    format: 'binance',
    orders: 5,
    bursts: coin([7, 6, 5], 'ETHUSDT', 2),
    notes: /no order ids: rows of one stamp may be parts of one order/,
  },
  { name: 'ccxt-trades.json', format: 'json', orders: 5, bursts: coin([1, 2, 3], 'ETH/USDT') },
  {
    name: 'fix-drop-copy.log',
    format: 'fix',
    orders: 7,
    bursts: bothSides([2, 3, 5], [13, 15]),
    notes: /Told twice and counted once: line 16\./,
  },
  {
    name: 'freqtrade.sqlite',
    format: 'freqtrade',
    orders: 6,
    bursts: coin([1, 3], 'ETH/USDT'),
    notes: /Left out: 1 rows of orders that were not filled/,
  },
  { name: 'ibkr-activity.csv', format: 'ibkr', orders: 7, bursts: bothSides([9, 12], [16, 17]) },
  { name: 'nautilus-orders.csv', format: 'nautilus', orders: 7, bursts: bothSides([2, 3], [7, 8]) },
  {
    name: 'nautilus-order-fills.csv',
    format: 'nautilus',
    orders: 7,
    bursts: bothSides([2, 3], [7, 8]),
  },
];

function hostWith(name: string) {
  const host = fakeHost();
  host.put(name, readFileSync(new URL(`samples/${name}`, import.meta.url)));
  return host;
}

describe('racetape scan and import of what others export', () => {
  it.each(SAMPLES)(
    'reads $name as its sample says',
    async ({ name, format, orders, bursts, notes }) => {
      const host = hostWith(name);
      expect(await host.run('scan', name, '--json'), host.said.stderr).toBe(0);
      const scan = JSON.parse(host.said.stdout);
      expect(scan).toMatchObject({ format, orders, bursts });
      expect(scan.bursts).toHaveLength(bursts.length);
      if (notes !== undefined) expect(scan.notes.join(' ')).toMatch(notes);
    },
  );

  it.each(SAMPLES.filter(({ bursts }) => bursts.length === 2))(
    'makes of $name two scenarios that reproduce it',
    async ({ name }) => {
      const host = hostWith(name);
      expect(await host.run('import', name, '--cash', '100000', '--json'), host.said.stderr).toBe(
        0,
      );
      const { scenarios, left } = JSON.parse(host.said.stdout);
      expect(left).toEqual([]);
      host.said.stdout = '';
      const paths = scenarios.map(({ path }: { path: string }) => path);
      await host.run('replay', ...paths, '--guards', 'none', '--json', '--quiet');
      const { runs } = JSON.parse(host.said.stdout);
      expect(runs.map(({ matchesRecord }: { matchesRecord: boolean }) => matchesRecord)).toEqual([
        true,
        true,
      ]);
    },
  );

  it.each(SAMPLES.filter(({ bursts }) => bursts.length === 1))(
    'says of $name that a scenario has no such symbols and shares',
    async ({ name }) => {
      const host = hostWith(name);
      expect(await host.run('import', name, '--cash', '100000')).toBe(3);
      expect(host.said.stderr).toMatch(/no scenario of ETH.*a scenario counts whole shares/);
    },
  );

  it('reads the log that a replay has left behind, in the zone that is said', async () => {
    const host = fakeHost();
    await host.run('replay', 'scenarios/app-4x-buy.yaml', '--guards', 'none', '--quiet');
    const log = 'reports/app-4x-buy/none/robo_trader.log';
    expect(await host.run('scan', log)).toBe(2);
    expect(host.said.stderr).toMatch(/line \d+, field timestamp: expected a stamp with its zone/);
    host.said.stdout = '';
    expect(await host.run('scan', log, '--zone', 'America/New_York', '--json')).toBe(0);
    const { format, bursts } = JSON.parse(host.said.stdout);
    expect(format).toBe('log');
    expect(bursts).toMatchObject([{ symbol: 'APP', extra: 3, money: 11_340, from: 'flat' }]);
  });

  it.each([
    ['jesse.log', 'ETH-USDT', [2, 4], /^$/],
    ['passivbot-like.log', 'ETH', [1, 3], /what was sent, and not what came of it/],
  ] as const)(
    'reads the lines of %s, in the zone that is said',
    async (name, symbol, rows, notes) => {
      const host = hostWith(name);
      expect(await host.run('scan', name)).toBe(2);
      expect(host.said.stderr).toMatch(/line \d, time: expected a stamp with its zone/);
      expect(await host.run('scan', name, '--zone', 'UTC', '--json'), host.said.stderr).toBe(0);
      const scan = JSON.parse(host.said.stdout);
      expect(scan).toMatchObject({ format: 'bot-log', orders: 5, bursts: coin(rows, symbol) });
      expect(scan.bursts).toMatchObject([{ gapsUs: [2_000_000] }]);
      expect(scan.notes.slice(0, -1).join(' ')).toMatch(notes);
    },
  );

  it('says that no burst can be seen where a log has days alone', async () => {
    const host = hostWith('backtrader.log');
    expect(await host.run('scan', 'backtrader.log', '--zone', 'UTC')).toBe(2);
    expect(host.said.stderr).toMatch(
      /line 1: expected a time and a symbol in each line, found a day and a price alone, in which no burst can be seen/,
    );
  });

  it('forgets an execution that was taken back, and takes one that was put right once', async () => {
    const report = (fields: string) =>
      `8=FIX.4.4|35=8|37=B1|55=KO|54=1|31=60|60=20260302-15:30:00|${fields}|10=000|`;
    const host = fakeHost();
    const lines = [
      report('17=E1|150=F|32=10'),
      report('17=E2|150=F|32=10').replace('37=B1', '37=B2'),
      report('17=E3|19=E2|150=H|32=10').replace('37=B1', '37=B2'),
      report('17=E4|19=E1|150=G|32=9'),
    ];
    host.put('t.log', lines.join('\n'));
    expect(await host.run('scan', 't.log', '--json'), host.said.stderr).toBe(0);
    expect(JSON.parse(host.said.stdout)).toMatchObject({ rows: 1, orders: 1, bursts: [] });
  });

  it.each([
    ['a.json', '[{"activity_type":"FILL"},', /a\.json: expected one of/],
    [
      'b.jsonl',
      '{"time":"2026-03-02T15:30:00Z","symbol":"A","side":"buy","qty":1,"price":9}\n{"ti',
      /line 2: expected one JSON object/,
    ],
    [
      'c.json',
      '[{"activity_type":"FILL","side":"buy","symbol":"A"}]',
      /entry 1, field transaction_time: expected a date and time/,
    ],
    ['d.log', '8=FIX.4.4|35=8|150=F|10=0|', /line 1, tag 60: expected a date and time/],
  ])('refuses the broken %s by its place', async (name, text, words) => {
    const host = fakeHost();
    host.put(name, text);
    expect(await host.run('scan', name)).toBe(2);
    expect(host.said.stderr).toMatch(words);
  });
});
