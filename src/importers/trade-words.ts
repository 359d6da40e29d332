import { type Exact, parseExact } from './exact.js';
import type { TradeSide } from './facts.js';
import { SourceRefusal } from './refusal.js';
import { shown } from './stamps.js';

const SIDES: Readonly<Record<string, TradeSide>> = {
  B: 'BUY',
  BOT: 'BUY',
  BOUGHT: 'BUY',
  BUY: 'BUY',
  BUY_TO_COVER: 'BUY',
  S: 'SELL',
  SELL: 'SELL',
  SELL_SHORT: 'SELL',
  SLD: 'SELL',
  SOLD: 'SELL',
};

export function readSide(text: string, place: string): TradeSide {
  const side = SIDES[text.trim().toUpperCase().replaceAll(/[ -]/g, '_')];
  if (side !== undefined) return side;
  throw new SourceRefusal({
    place,
    expected: 'a side: BUY, SELL, BUY_TO_COVER or SELL_SHORT',
    found: shown(text),
    hint: 'A row without a side is no trade: leave it out.',
  });
}

/** A number above 0. */
export function readAmount(text: string, { place, what }: { place: string; what: string }): Exact {
  const value = parseExact(text);
  if (value !== null && value > 0n) return value;
  throw new SourceRefusal({
    place,
    expected: `${what} above 0`,
    found: shown(text),
    hint: 'Write digits with a point, such as 61.504.',
  });
}

export function readSymbol(text: string, place: string): string {
  const symbol = text.trim();
  if (symbol !== '' && symbol.length <= 60) return symbol;
  throw new SourceRefusal({
    place,
    expected: 'a symbol',
    found: shown(text),
    hint: 'A row without a symbol is no trade: leave it out.',
  });
}
