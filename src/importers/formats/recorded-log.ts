import type { RecordedTrade } from '../facts.js';
import { fieldText, firstObject, type JsonRow, readJsonRows } from '../json-rows.js';
import { readTrade } from '../read-trade.js';
import type { Reader } from '../reader.js';

/** The two lines that say that a trade was booked, by the path that wrote them. */
const PATTERNS = [
  /^Recorded trade: (?<side>[A-Z_]+) (?<quantity>[\d.]+) (?<symbol>\S+) @ (?<price>[\d.]+)/,
  /^Pairs trade: (?<side>Bought|Sold) (?<quantity>[\d.]+) (?<symbol>\S+) at \$(?<price>[\d.]+)/,
];

/** The log of the recorded system, or one that a replay has left behind. */
export const recordedLog: Reader = {
  name: 'log',
  about: 'the log of the recorded system: a JSON object a line, with event, timestamp and logger',
  detect: (source) => {
    const first = firstObject(source);
    const isLog = first !== null && ['event', 'timestamp', 'logger'].every((name) => name in first);
    return isLog ? 'its first line has an event, a timestamp and a logger' : null;
  },
  read: async (source, { zone }) => {
    const { rowWord, rows } = readJsonRows(source);
    return {
      trades: rows.flatMap((row) => tradeIn(row, zone)),
      leftOut: 0,
      rowWord,
      ordersTold: 'each row',
      heldAtEnd: null,
      cashAtEnd: null,
      zone: zone === null ? 'in each stamp' : `${zone}, as --zone says, where a stamp names none`,
    };
  },
};

function tradeIn({ row, object }: JsonRow, zone: string | null): readonly RecordedTrade[] {
  const event = fieldText(object, 'event');
  const found = PATTERNS.map((pattern) => pattern.exec(event)?.groups).find(Boolean);
  if (found === undefined) return [];
  const { side = '', quantity = '', symbol = '', price = '' } = found;
  return [
    readTrade({
      row,
      at: (field) => `line ${row}, field ${field === 'time' ? 'timestamp' : 'event'}`,
      texts: { time: fieldText(object, 'timestamp'), symbol, side, quantity, price },
      zone,
      orderId: null,
      executionId: null,
    }),
  ];
}
