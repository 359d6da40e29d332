import type { RecordedTrade } from '../facts.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';
import { SourceRefusal } from '../refusal.js';
import { readText, textIn } from '../text-file.js';

/** The tags of an execution report that a trade is read from. */
const TAG = {
  messageType: '35',
  executionId: '17',
  referredId: '19',
  transactionType: '20',
  price: '31',
  quantity: '32',
  orderId: '37',
  side: '54',
  symbol: '55',
  time: '60',
  executionType: '150',
} as const;

const SIDES: Readonly<Record<string, string>> = {
  '1': 'BUY',
  '2': 'SELL',
  '3': 'BUY',
  '4': 'SELL',
  '5': 'SELL_SHORT',
  '6': 'SELL_SHORT',
};

/** Executions by ExecType: `F` a trade, and `1` and `2` a part and the rest in versions before 4.3. */
const TRADES: readonly string[] = ['F', '1', '2'];
/** Taken back, and put right: by ExecType, and by ExecTransType in versions before 4.3. */
const TAKEN_BACK = { types: ['H', 'G'], transactions: ['1', '2'] };

type Report = ReadonlyMap<string, string>;

/** Drop copies: execution reports of FIX 4.x, a message a line, parted by SOH or by `|`. */
export const fix: Reader = {
  name: 'fix',
  about: 'FIX execution reports (drop copies), a message a line',
  detect: (source) =>
    /(^|[^0-9])8=FIX/.test((textIn(source) ?? '').split('\n', 1)[0]!)
      ? 'its first line has a FIX message'
      : null,
  read: async (source) => {
    const lines = readText(source).split('\n');
    const reports = lines.flatMap((line, index) => reportIn(line, index + 1));
    return {
      trades: standing(reports),
      leftOut: 0,
      rowWord: 'line',
      ordersTold: 'ids',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: 'UTC, in which FIX tells TransactTime',
    };
  },
};

function reportIn(line: string, number: number): readonly { line: number; report: Report }[] {
  const start = line.search(/8=FIX/);
  if (line.trim() === '') return [];
  if (start === -1)
    throw new SourceRefusal({
      place: `line ${number}`,
      expected: 'a FIX message, which begins with 8=FIX',
      found: 'none',
      hint: 'Leave other lines out.',
    });
  const report = new Map(
    line
      .slice(start)
      .trim()
      .split(/[|\u0001]/)
      .map((field): [string, string] => {
        const equals = field.indexOf('=');
        return [field.slice(0, equals), field.slice(equals + 1)];
      }),
  );
  return report.get(TAG.messageType) === '8' ? [{ line: number, report }] : [];
}

/** The trades that stand when all is told: what was taken back is gone, what was put right is there once. */
function standing(
  reports: readonly { readonly line: number; readonly report: Report }[],
): readonly RecordedTrade[] {
  const gone = new Set<string>();
  const trades: RecordedTrade[] = [];
  for (const { line, report } of reports) {
    const type = report.get(TAG.executionType) ?? '';
    const transaction = report.get(TAG.transactionType) ?? '0';
    const isTakenBack =
      TAKEN_BACK.types.includes(type) || TAKEN_BACK.transactions.includes(transaction);
    if (isTakenBack) gone.add(`${report.get(TAG.symbol)} ${report.get(TAG.referredId)}`);
    const isPutRight = type === 'G' || transaction === '2';
    const isTrade = TRADES.includes(type) && transaction === '0';
    if (isTrade || isPutRight) trades.push(tradeOf(line, report));
  }
  return trades.filter(({ symbol, executionId }) => !gone.has(`${symbol} ${executionId}`));
}

function tradeOf(line: number, report: Report): RecordedTrade {
  const textOf = (field: keyof typeof TAG): string => report.get(TAG[field]) ?? '';
  return readTrade({
    row: line,
    at: (field) => `line ${line}, tag ${TAG[field]}`,
    texts: {
      time: isoOf(textOf('time')),
      symbol: textOf('symbol'),
      side: SIDES[textOf('side')] ?? textOf('side'),
      quantity: textOf('quantity'),
      price: textOf('price'),
    },
    zone: null,
    orderId: textOf('orderId') || null,
    executionId: textOf('executionId') || null,
  });
}

/** `20260302-15:30:00.211`, which is UTC, as other stamps are written. */
function isoOf(text: string): string {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})-([\d:.]+)$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month}-${day}T${time}Z`;
}
