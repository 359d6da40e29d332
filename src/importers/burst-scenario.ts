import { type MicroUsd, SYMBOL_PATTERN } from '../domain/index.js';
import { parseScenario, type Scenario } from '../scenario/index.js';
import type { Burst } from './bursts.js';
import { costOf, formatExact, microOf, wholeOf } from './exact.js';
import type { RecordedOrder } from './orders.js';
import type { Scan } from './scan.js';
import { startOfBurst } from './start-of-burst.js';

/** A burst as a scenario, or why there can be none. */
type Imported =
  | { readonly ok: true; readonly id: string; readonly scenario: Scenario }
  | { readonly ok: false; readonly reason: string };

const US_PER_SECOND = 1_000_000;
/** The simulated system places no smaller BUY. */
const BUY_VALUE_MIN: MicroUsd = 500 * US_PER_SECOND;
const COUNT_WORDS = 'a scenario counts whole shares of symbols such as APP or BRK.B';

/** One burst as a scenario that reproduces its rows where no guard is in force. */
export function scenarioOfBurst(
  burst: Burst,
  scan: Scan,
  { cash }: { readonly cash: MicroUsd | null },
): Imported {
  const reason = whyNot(burst);
  if (reason !== null) return { ok: false, reason };
  const start = startOfBurst(burst, scan, cash);
  if (!start.ok) return start;
  const startEpochUs = secondOf(burst.orders[0]!) * US_PER_SECOND;
  const startText = `${new Date(startEpochUs / 1_000).toISOString().slice(0, 19)}Z`;
  const times = [...new Set(burst.orders.map(({ time }) => time.epochUs - startEpochUs))];
  const base = bareScenario(startText);
  const spanUs = (secondOf(burst.orders.at(-1)!) - secondOf(burst.orders[0]!)) * US_PER_SECOND;
  const scenario: Scenario = {
    ...base,
    title: titleOf(burst),
    source: { origin: originOf(scan), ...sourcesOf(burst, scan, start.words) },
    record: { trades: burst.orders.map(rowOf), spanUs },
    system: {
      ...base.system,
      guards: [],
      limiter: null,
      runners: times.map((startUs, index) => ({
        ...base.system.runners[0]!,
        id: `r${index + 1}`,
        startUs,
      })),
    },
    account: { cash: start.cash },
    positions: start.positions,
    signals: burst.orders.map((order, index) => {
      const atUs = order.time.epochUs - startEpochUs;
      return {
        ...base.signals[0]!,
        ...rowOf(order),
        id: `${scan.facts.rowWord}-${order.rows.join('+')}`.slice(0, 200) || `s${index + 1}`,
        atUs,
        price: microOf(order.price),
        runner: `r${times.indexOf(atUs) + 1}`,
        path: order.side === 'SELL' && burst.extra.includes(order) ? 'second' : 'main',
      };
    }),
    expect: expectationsOf(burst),
  };
  return { ok: true, id: idOf(burst, startText), scenario };
}

/** A scenario with every field at its default. */
function bareScenario(start: string): Scenario {
  const text = `title: t\nstart: ${start}\naccount: {cash: 0}\nsignals: [{symbol: A, price: 1}]\n`;
  const parsed = parseScenario(text, { path: 'import.yaml' });
  if (!parsed.ok) throw new Error('the bare scenario of an import is one');
  return parsed.scenario;
}

/** A replay judges openings; what it should say of an exit too many is left to the reader. */
function expectationsOf({ side }: Burst): Scenario['expect'] {
  if (side === 'SELL') return [];
  return [{ guardSet: 'none', guards: [], verdict: 'fail', duplicates: null, explore: null }];
}

function whyNot({ orders, extra }: Burst): string | null {
  if (extra.length === 0)
    return 'the file does not tell whether its rows are orders, or parts of one';
  for (const { symbol, side, quantity, price } of orders) {
    if (!SYMBOL_PATTERN.test(symbol)) return `${COUNT_WORDS}, not ${symbol}`;
    if (wholeOf(quantity) === null) return `${COUNT_WORDS}, not ${formatExact(quantity)} ${symbol}`;
    if (side === 'BUY' && costOf(quantity, price) < BUY_VALUE_MIN)
      return 'the simulated system places no BUY below $500';
  }
  return null;
}

function rowOf({ symbol, side, quantity }: RecordedOrder) {
  return { symbol, side, quantity: wholeOf(quantity)! };
}

function secondOf({ time }: RecordedOrder): number {
  return Math.floor(time.epochUs / US_PER_SECOND);
}

function titleOf({ symbol, side, orders }: Burst): string {
  const seconds = secondOf(orders.at(-1)!) - secondOf(orders[0]!);
  const within = seconds === 0 ? 'in one second' : `within ${seconds} s`;
  return `${symbol} ${side === 'BUY' ? 'bought' : 'sold'} ${orders.length} times ${within}`;
}

function originOf({ source, format }: Scan): string {
  return `Imported from ${source.split('/').at(-1)} (${format})`;
}

function sourcesOf(
  burst: Burst,
  { facts, notes }: Scan,
  words: Pick<Scenario['source'], 'recorded' | 'inferred'>,
): Pick<Scenario['source'], 'recorded' | 'inferred'> {
  const { orders, symbol, side, extra } = burst;
  const rows = orders.flatMap((order) => order.rows);
  const isWhole = orders.some(({ time }) => time.resolutionUs >= US_PER_SECOND);
  return {
    recorded: [
      `${side} orders for ${symbol}: ${facts.rowWord} ${rows.join(', ')}, with quantities, prices and stamps`,
      `Stamps, zone: ${facts.zone}`,
      ...words.recorded,
    ],
    inferred: [
      `${extra.length} of them ${extra.length === 1 ? 'is' : 'are'} too many, by holding`,
      isWhole
        ? 'The order within a second: the stamps are whole seconds, so it is left open'
        : 'Each order left when its stamp says that it was done: latencies are none',
      'Runners: one for each stamp. Guards in force: none. No limiter',
      ...(side === 'SELL' ? ['What was sold beyond the holding went by the second path'] : []),
      ...words.inferred,
      ...notes,
    ],
  };
}

function idOf({ symbol, side, orders }: Burst, start: string): string {
  const moment = start.slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `${symbol}-${moment}-${orders.length}x-${side}`.toLowerCase();
}
