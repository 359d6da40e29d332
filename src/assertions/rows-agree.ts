import type { MicroUsd } from '../domain/index.js';
import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { readableMoney } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { signedCash, signedQuantity } from './signed.js';
import { type Assertion, streamOf } from './stream-of.js';

/** What the fills, the trade rows and the bookings make of a symbol. */
interface Account {
  readonly held: number;
  filled: number;
  traded: number;
  /** Cash that fills moved and no booking followed (or the other way round). */
  unbooked: MicroUsd;
}

/**
 * Fills at the broker, rows in `trades` and rows in `positions` tell the same
 * story of each symbol, and memory has booked the cash that its fills moved.
 * Where not, the three numbers stand side by side.
 */
export const rowsAgreeRule: Rule = {
  name: 'rows-agree',
  severity: 'warning',
  kinds: ['fill', 'trade-row', 'booking', 'end'],
  relates: 'own symbol',
  start: (header) => new RowsWatch(header),
};

export const rowsAgree: Assertion = streamOf(rowsAgreeRule);

class RowsWatch implements RuleRun {
  readonly #accounts = new Map<string, Account>();

  constructor(header: TapeHeader) {
    for (const { symbol, quantity } of header.scenario.positions) {
      this.#accounts.set(symbol, openAccount(quantity));
    }
  }

  step(event: TapeEvent): readonly Finding[] | undefined {
    switch (event.kind) {
      case 'fill': {
        const account = this.#of(event.symbol);
        account.filled += signedQuantity(event);
        account.unbooked += signedCash(event);
        return undefined;
      }
      case 'trade-row':
        this.#of(event.symbol).traded += signedQuantity(event);
        return undefined;
      case 'booking':
        this.#of(event.symbol).unbooked -= event.delta;
        return undefined;
      case 'end':
        return this.#compare(event);
      default:
        return undefined;
    }
  }

  end(): readonly Finding[] {
    return NOTHING;
  }

  #compare(event: TapeEventOf<'end'>): readonly Finding[] | undefined {
    const rows = new Map(event.positions.map(({ symbol, quantity }) => [symbol, quantity]));
    for (const symbol of rows.keys()) this.#of(symbol);
    const found: Finding[] = [];
    for (const [symbol, account] of this.#accounts) {
      const row = rows.get(symbol) ?? 0;
      const message = disagreement(symbol, row, account);
      if (message !== null) found.push(findingOf(rowsAgreeRule, event, { message, symbol }));
    }
    return found.length > 0 ? found : undefined;
  }

  #of(symbol: string): Account {
    const known = this.#accounts.get(symbol);
    if (known !== undefined) return known;
    const fresh = openAccount(0);
    this.#accounts.set(symbol, fresh);
    return fresh;
  }
}

function openAccount(held: number): Account {
  return { held, filled: 0, traded: 0, unbooked: 0 };
}

function disagreement(
  symbol: string,
  row: number,
  { held, filled, traded, unbooked }: Account,
): string | null {
  const parts: string[] = [];
  const byFills = held + filled;
  const byTrades = held + traded;
  if (byFills !== byTrades || byFills !== row) {
    parts.push(`fills make ${byFills}, trade rows ${byTrades}, the position row says ${row}`);
  }
  if (unbooked !== 0) {
    parts.push(`fills moved ${readableMoney(unbooked)} of cash that memory did not book`);
  }
  if (parts.length === 0) return null;
  return `${symbol}: ${parts.join('; ')}. A path did not write all it did, or a write was overwritten.`;
}
