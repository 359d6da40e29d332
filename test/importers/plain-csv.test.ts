import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../cli/fake-host.js';

const KO = `time,symbol,side,qty,price,order_id,exec_id
2026-03-02T15:30:00.211Z,KO,buy,6,61.50,o1,e1
2026-03-02T15:30:00.254Z,KO,buy,4,61.51,o1,e2
2026-03-02T15:30:01.611Z,KO,buy,10,61.52,o2,e3
2026-03-02T15:30:02.480Z,PEP,buy,5,170.10,o3,e4
2026-03-02T16:30:00.300Z,KO,sell,20,62.00,o4,e5
2026-03-02T17:30:00.250Z,KO,buy,10,61.80,o5,e6
2026-03-02T17:30:00.250Z,KO,buy,10,61.80,o5,e6
2026-03-02T18:00:00.200Z,KO,sell,10,62.40,o6,e7
2026-03-02T18:00:01.150Z,KO,sell_short,10,62.39,o7,e8
`;

function hostWith(text: string | Uint8Array) {
  const host = fakeHost();
  host.put('t.csv', text);
  return host;
}

async function scanOf(text: string, ...argv: string[]) {
  const host = hostWith(text);
  expect(await host.run('scan', 't.csv', '--json', ...argv), host.said.stderr).toBe(0);
  return JSON.parse(host.said.stdout);
}

describe('racetape scan of a plain CSV', () => {
  it('joins the parts of an order, counts once what is told twice, and names both sides', async () => {
    const scan = await scanOf(KO);
    expect(scan).toMatchObject({ format: 'csv', rows: 9, orders: 7 });
    expect(scan.bursts).toMatchObject([
      { symbol: 'KO', side: 'BUY', rows: [2, 3, 4], extra: 1, money: 615.2, gapsUs: [1_400_000] },
      { symbol: 'KO', side: 'SELL', rows: [9, 10], extra: 1, money: 623.9, gapsUs: [950_000] },
    ]);
    expect(scan.notes).toContainEqual('Told twice and counted once: line 8.');
    expect(scan.notes).toContainEqual(expect.stringContaining('taken as nothing'));
  });

  it('reads a file that begins with its newest row, with a mark of its encoding, semicolons and lines of DOS', async () => {
    const [header, ...rows] = KO.trimEnd().replaceAll(',', ';').split('\n');
    const turned = `\ufeff${[header, ...rows.reverse()].join('\r\n')}\r\n`;
    const { bursts } = await scanOf(turned);
    expect(bursts).toMatchObject([
      { side: 'BUY', rows: [10, 9, 8], extra: 1 },
      { side: 'SELL', rows: [3, 2], extra: 1 },
    ]);
  });

  it('says where the file cannot tell parts from orders', async () => {
    const scan = await scanOf(`time,symbol,side,qty,price
2026-03-02T15:30:00Z,KO,buy,6,61.50
2026-03-02T15:30:00Z,KO,buy,4,61.51
2026-03-02T15:30:02Z,PEP,buy,4,170
`);
    expect(scan.bursts).toMatchObject([{ rows: [2, 3], extra: 0, untold: 2, money: 0 }]);
    expect(scan.notes.join(' ')).toContain('may be parts of one order');
  });

  it('takes no order that was never filled for a trade', async () => {
    const scan = await scanOf(`time,symbol,side,qty,price,status
2026-03-02T15:30:00Z,KO,buy,6,61.50,filled
2026-03-02T15:30:01Z,KO,buy,6,61.50,canceled
`);
    expect(scan.bursts).toEqual([]);
    expect(scan.notes.join(' ')).toContain('1 rows of orders that were not filled');
  });

  it('reads stamps in the zone that is said, daylight saving included', async () => {
    const text = (a: string, b: string) =>
      `time,symbol,side,qty,price,id,order_id\n${a},KO,buy,1,600,1,a\n${b},KO,buy,1,600,2,b\n`;
    const zone = ['--zone', 'America/New_York'];
    // Half an hour on the clocks, and in truth: the night of 8 March 2026 has no 02:xx.
    const spring = await scanOf(text('2026-03-08 01:58:00', '2026-03-08 03:01:00'), ...zone);
    expect(spring.bursts).toMatchObject([{ gapsUs: [180_000_000] }]);
    for (const [stamp, why] of [
      ['2026-03-08 02:30:00', 'does not exist'],
      ['2026-11-01 01:30:00', 'is there twice'],
    ] as const) {
      const host = hostWith(text('2026-03-01 12:00:00', stamp));
      expect(await host.run('scan', 't.csv', ...zone), why).toBe(2);
      expect(host.said.stderr).toMatch(/^racetape: t\.csv, line 3, column time: expected an hour/);
    }
  });

  it.each([
    [
      'no zone',
      KO.replaceAll('Z,', ','),
      /t\.csv, line 2, column time: expected a stamp with its zone/,
    ],
    [
      'no side',
      KO.replace('side', 'way'),
      /line 1: expected a column for each of .*found none for side/,
    ],
    [
      'a bad number',
      KO.replace('170.10', 'NaN'),
      /line 5, column price: expected a price above 0, found "NaN"/,
    ],
    ['nothing', '', /expected one of: .*found an empty file/],
    ['unequal widths', `${KO}x,y\n`, /line 11: expected CSV/],
    ['an open quote', `${KO}"x,y\n`, /line 1\d: expected CSV/],
    ['NUL', `${KO}\0`, /line 11: expected UTF-8 text, found a NUL byte/],
    ['a zip', 'PK\u0003\u0004\0', /line 1: expected UTF-8 text/],
  ])('refuses a file with %s by its line and column', async (_, text, words) => {
    const host = hostWith(text);
    expect(await host.run('scan', 't.csv', ...(text === '' ? [] : ['--format', 'csv']))).toBe(2);
    expect(host.said.stderr).toMatch(words);
    expect(host.said.stdout).toBe('');
  });

  it('refuses what is no such file: a folder, a missing one, an unknown option', async () => {
    const host = hostWith('hello\n');
    for (const argv of [
      ['.'],
      ['none.csv'],
      ['t.csv'],
      ['t.csv', '--format', 'cvs'],
      ['t.csv', '--zone', 'Mars'],
    ])
      expect(await host.run('scan', ...argv), argv.join(' ')).toBe(2);
    expect(host.said.stderr).toContain('expected one of freqtrade, sqlite, alpaca');
  });
});

describe('racetape import of a plain CSV', () => {
  it('makes scenarios of both sides that reproduce the record', async () => {
    const host = hostWith(KO);
    expect(await host.run('import', 't.csv', '--cash', '100000', '--json')).toBe(0);
    const { scenarios, left } = JSON.parse(host.said.stdout);
    expect(left).toEqual([]);
    expect(scenarios).toHaveLength(2);
    host.said.stdout = '';
    const paths = scenarios.map(({ path }: { path: string }) => path);
    await host.run('replay', ...paths, '--guards', 'none', '--json');
    const { runs } = JSON.parse(host.said.stdout);
    expect(runs.map(({ matchesRecord }: { matchesRecord: boolean }) => matchesRecord)).toEqual([
      true,
      true,
    ]);
    const sides = runs.map((run: { trades: { side: string; quantity: number }[] }) =>
      run.trades.map(({ side, quantity }) => `${side} ${quantity}`),
    );
    expect(sides).toEqual([
      ['BUY 10', 'BUY 10'],
      ['SELL 10', 'SELL 10'],
    ]);
    const text = readFileSync(join(host.cwd, paths[1]!), 'utf8');
    expect(text).toContain('Cash: as --cash says');
  });

  it('invents no balance, no whole share and no scenario', async () => {
    const host = hostWith(KO);
    expect(await host.run('import', 't.csv')).toBe(3);
    expect(host.said.stderr).toContain('the file has no balance');
    host.put('t.csv', KO.replace('10,61.52', '9.5,61.52'));
    expect(await host.run('import', 't.csv', '--cash', '100000')).toBe(0);
    expect(host.said.stderr).toContain('a scenario counts whole shares');
    host.put('t.csv', KO.split('\n').slice(0, 3).join('\n'));
    expect(await host.run('import', 't.csv', '--cash', '100000', '--out', 'other')).toBe(3);
    expect(host.said.stdout).toContain('Nothing went twice');
  });
});
