import type { TradingTables } from '../database/index.js';
import { PENDING_ORDERS } from '../guards/index.js';
import type { EndEntry, Wait } from '../tape/index.js';
import type { BrokerBooks } from './paper-broker.js';
import type { ProcessPortfolio } from './process-portfolio.js';
import type { RunnerScope } from './runner-scope.js';

/** What holds at the end of a run, asked of each that keeps books. */
export function endEntryOf({
  tables,
  portfolio,
  books,
  scopes,
}: {
  readonly tables: TradingTables;
  readonly portfolio: ProcessPortfolio;
  readonly books: BrokerBooks;
  readonly scopes: ReadonlySet<RunnerScope>;
}): EndEntry {
  const account = tables.rowOfAccount();
  return {
    kind: 'end',
    equity: [
      {
        source: 'account row',
        cash: account.cash,
        holdings: account.equity - account.cash,
        equity: account.equity,
      },
      equityOf('portfolio', portfolio.peekCash(), portfolio.peekValue()),
      equityOf('broker', books.cash, books.value()),
    ],
    positions: tables.rowsOfPositions(),
    broker: books.holdings(),
    pending: [...scopes].flatMap((scope) =>
      scope
        .map(PENDING_ORDERS)
        .peek()
        .map(([symbol]) => ({ runner: scope.name, symbol })),
    ),
  };
}

/** How a run that does not end is told. */
export function livelock(steps: number): Wait {
  return {
    task: 'the whole run',
    waitsFor: `an end: ${steps} steps and still going`,
    heldBy: null,
  };
}

function equityOf(source: string, cash: number, holdings: number): EndEntry['equity'][number] {
  return { source, cash, holdings, equity: cash + holdings };
}
