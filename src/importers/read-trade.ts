import type { RecordedTrade } from './facts.js';
import { readStamp } from './stamps.js';
import { readAmount, readSide, readSymbol } from './trade-words.js';

/** The fields of one trade as text, under the names that the file has for them. */
interface TradeTexts {
  readonly row: number;
  /** Where a field stands, such as `line 3, column price`. */
  readonly at: (field: keyof TradeTexts['texts']) => string;
  readonly texts: Readonly<Record<'time' | 'symbol' | 'side' | 'quantity' | 'price', string>>;
  readonly zone: string | null;
  readonly orderId: string | null;
  readonly executionId: string | null;
}

/** One trade, or the refusal of the first field that is none. */
export function readTrade({
  row,
  at,
  texts,
  zone,
  orderId,
  executionId,
}: TradeTexts): RecordedTrade {
  return {
    row,
    executionId,
    orderId,
    time: readStamp(texts.time, { place: at('time'), zone }),
    symbol: readSymbol(texts.symbol, at('symbol')),
    side: readSide(texts.side, at('side')),
    quantity: readAmount(texts.quantity, { place: at('quantity'), what: 'a quantity' }),
    price: readAmount(texts.price, { place: at('price'), what: 'a price' }),
  };
}
