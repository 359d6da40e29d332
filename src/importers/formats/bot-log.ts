import type { RecordedTrade } from '../facts.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { readText, textIn } from '../text-file.js';

/** How one bot writes that an order was done or went out. */
interface Dialect {
  readonly bot: string;
  readonly line: RegExp;
  /** What must be known of what it says. */
  readonly remarks: readonly string[];
}

const DIALECTS: readonly Dialect[] = [
  {
    bot: 'jesse',
    line: /^\[\w+ \| (?<time>[^\]]+)\] EXECUTED order: (?<symbol>[^,]+), [^,]+, (?<side>buy|sell), -?(?<quantity>[\d.]+), \$(?<price>[\d.]+)/,
    remarks: [],
  },
  {
    bot: 'passivbot',
    line: /^(?<time>\S+) \w+ +\[order\] post (?<symbol>\S+) \| (?<side>buy|sell) \w+ (?<quantity>[\d.]+)@(?<price>[\d.]+)/,
    remarks: ['The lines say what was sent, and not what came of it.'],
  },
];

/** Backtrader's own words: a day, a price, and neither symbol nor time. */
const BARE_DAY = /^\d{4}-\d{2}-\d{2}, (BUY|SELL) (CREATE|EXECUTED), /;

/** Lines in which bots say what they order. */
export const botLog: Reader = {
  name: 'bot-log',
  about: 'the log of a bot, in the words of jesse (EXECUTED order) or passivbot ([order] post)',
  detect: (source) => {
    const lines = (textIn(source) ?? '').split('\n');
    if (lines.some((line) => BARE_DAY.test(line)))
      return 'its lines are in the words of backtrader';
    const dialect = dialectOf(lines);
    return dialect === undefined ? null : `its lines are in the words of ${dialect.bot}`;
  },
  read: async (source, { zone }) => {
    const lines = readText(source).split('\n');
    refuseBareDays(lines);
    const dialect = dialectOf(lines);
    return {
      trades: lines.flatMap((line, index) => tradeIn(line, { row: index + 1, dialect, zone })),
      leftOut: 0,
      remarks: dialect?.remarks ?? [],
      rowWord: 'line',
      ordersTold: 'each row',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: zone === null ? 'in each stamp' : `${zone}, as --zone says, where a stamp names none`,
    };
  },
};

function dialectOf(lines: readonly string[]): Dialect | undefined {
  return DIALECTS.find(({ line }) => lines.some((text) => line.test(text)));
}

function refuseBareDays(lines: readonly string[]): void {
  const bare = lines.findIndex((line) => BARE_DAY.test(line));
  if (bare === -1) return;
  throw new SourceRefusal({
    place: `line ${bare + 1}`,
    expected: 'a time and a symbol in each line',
    found: 'a day and a price alone, in which no burst can be seen',
    hint: 'Let the strategy log the time of the bar and the name of its data as well.',
  });
}

function tradeIn(
  line: string,
  {
    row,
    dialect,
    zone,
  }: { readonly row: number; readonly dialect: Dialect | undefined; readonly zone: string | null },
): readonly RecordedTrade[] {
  const found = dialect?.line.exec(line)?.groups;
  if (found === undefined) return [];
  const { time = '', symbol = '', side = '', quantity = '', price = '' } = found;
  return [
    readTrade({
      row,
      at: (field) => `line ${row}, ${field}`,
      texts: { time, symbol, side, quantity, price },
      zone,
      orderId: null,
      executionId: null,
    }),
  ];
}
