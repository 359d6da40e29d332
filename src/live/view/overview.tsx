import type { JSX } from 'preact';
import { formatDollars, formatTime, groupDigits } from '../../words/index.js';
import { LIVE_POSITIONS, LIVE_TRADES, type LivePosition, type LiveState } from '../live-state.js';
import { Shown } from './shown.js';

/** Cash, equity, positions and trades at the cursor. */
export function Overview({ state }: { readonly state: LiveState }): JSX.Element | null {
  const { account } = state;
  if (account === null) return null;
  return (
    <>
      <Tiles account={account} />
      <div class="pair">
        <Positions positions={state.positions} count={account.positionsCount} />
        <Trades state={state} count={account.tradesCount} />
      </div>
    </>
  );
}

function Tiles({ account }: { readonly account: NonNullable<LiveState['account']> }): JSX.Element {
  const tiles: readonly (readonly [string, string])[] = [
    ['cash', formatDollars(account.cash)],
    ['equity', formatDollars(account.equity)],
    ['today', formatDollars(account.daily)],
    ['positions', groupDigits(account.positionsCount)],
    ['trade rows', groupDigits(account.tradesCount)],
    ['fills at the broker', groupDigits(account.fillsCount)],
    ['stopped by guards', groupDigits(account.blockedCount)],
    ['market', account.market],
  ];
  return (
    <dl class="tiles">
      {tiles.map(([name, value]) => (
        <div class="tile" key={name}>
          <dt>{name}</dt>
          <dd data-tile={name}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Positions({
  positions,
  count,
}: {
  readonly positions: readonly LivePosition[];
  readonly count: number;
}): JSX.Element {
  return (
    // Scrolls sideways on a narrow screen: then it has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section class="scroll" tabIndex={0} aria-label="Positions">
      <table>
        <caption>
          Positions: the database's row beside what the broker holds
          {count > LIVE_POSITIONS ? `; the first ${LIVE_POSITIONS} of ${groupDigits(count)}` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col" class="number">
              Row
            </th>
            <th scope="col" class="number">
              Broker
            </th>
            <th scope="col" class="number">
              Cost
            </th>
            <th scope="col" class="number">
              Price
            </th>
            <th scope="col" class="number">
              Value of the row
            </th>
          </tr>
        </thead>
        <tbody>
          {positions.map(({ symbol, quantity, brokerQuantity, avgCost, marketPrice }) => {
            const differs = quantity !== brokerQuantity;
            return (
              <tr key={symbol} class={differs ? 'bad' : undefined}>
                <th scope="row">
                  <Shown text={symbol} />
                </th>
                <td class="number">{groupDigits(quantity)}</td>
                <td class="number">
                  {groupDigits(brokerQuantity)}
                  {differs ? <small>{'\u2260'} the row</small> : null}
                </td>
                <td class="number">{quantity === 0 ? '\u2013' : formatDollars(avgCost)}</td>
                <td class="number">{quantity === 0 ? '\u2013' : formatDollars(marketPrice)}</td>
                <td class="number">{formatDollars(quantity * marketPrice)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Trades({
  state: { trades, duplicates },
  count,
}: {
  readonly state: LiveState;
  readonly count: number;
}): JSX.Element {
  const doubled = new Set(duplicates.map(({ symbol }) => symbol));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section class="scroll" tabIndex={0} aria-label="Trades">
      <table>
        <caption>
          Trade rows, newest first
          {count > LIVE_TRADES ? `; the last ${LIVE_TRADES} of ${groupDigits(count)}` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Symbol</th>
            <th scope="col">Side</th>
            <th scope="col" class="number">
              Quantity
            </th>
            <th scope="col" class="number">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {trades.length === 0 ? (
            <tr>
              <td class="none" colSpan={5}>
                none yet
              </td>
            </tr>
          ) : null}
          {trades.map(({ id, atUs, symbol, side, quantity, price }) => (
            <tr key={id} class={doubled.has(symbol) ? 'bad' : undefined}>
              <td class="nowrap">{formatTime(atUs)}</td>
              <th scope="row">
                <Shown text={symbol} />
              </th>
              <td>{side}</td>
              <td class="number">{groupDigits(quantity)}</td>
              <td class="number">{formatDollars(price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
