// A synthetic trading day: 500 symbols, all held from the start, a fixed mix of
// BUY and SELL, one runner with a cycle a minute, guards three-layer. The day's
// length grows with the number of signals, so that every size has the same mix
// of events.

const USD = 1_000_000;
const SIGNALS_PER_CYCLE = 500;
const CYCLE_US = 60_000_000;

/** The letters of the n-th symbol: AAA, AAB, … */
function symbolOf(index) {
  const letter = (n) => String.fromCharCode(65 + (n % 26));
  return `${letter(Math.floor(index / 676))}${letter(Math.floor(index / 26))}${letter(index)}`;
}

/** A frozen scenario of `count` signals. */
export function dayOf(count) {
  const symbols = Array.from({ length: 500 }, (_, index) => symbolOf(index));
  const cycles = Math.max(1, Math.ceil(count / SIGNALS_PER_CYCLE));
  const signals = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    symbol: symbols[(index * 7) % 500],
    side: index % 3 === 0 ? 'SELL' : 'BUY',
    quantity: 5,
    price: (100 + (index % 50)) * USD,
    path: 'main',
    scaleIn: false,
    atUs: Math.floor(index / SIGNALS_PER_CYCLE) * CYCLE_US + (index % SIGNALS_PER_CYCLE) * 1000,
    runner: 'r1',
  }));
  return {
    id: `day-${count}`,
    path: `bench/day-${count}`,
    title: `A synthetic day of ${count} signals`,
    story: 'Every symbol is held; two signals in three want to buy, one wants to sell.',
    source: { origin: 'bench', recorded: [], inferred: ['everything'] },
    start: '2026-01-26T14:30:00Z',
    startEpochUs: Date.UTC(2026, 0, 26, 14, 30) * 1000,
    zone: 'America/New_York',
    record: null,
    system: {
      cycleIntervalUs: CYCLE_US,
      failedCyclePauseUs: CYCLE_US,
      parallelism: 8,
      guards: ['memory-position', 'cycle-set', 'pending-lock', 'db-position'],
      recentTradeWindowUs: 120_000_000,
      leaseTtlUs: 30_000_000,
      leaseFencing: false,
      brokerTimeoutUs: null,
      brokerRetriesCount: 0,
      limiter: null,
      closing: true,
      runners: [
        {
          id: 'r1',
          startUs: 0,
          cycles,
          positionsLoad: 'works',
          process: 'main',
          clockSkewUs: 0,
          zoneBugUs: 0,
        },
      ],
    },
    account: { cash: 5_000_000 * USD },
    positions: symbols.map((symbol) => ({
      symbol,
      quantity: 5,
      avgCost: 100 * USD,
      marketPrice: 100 * USD,
    })),
    signals,
    latency: {
      'db.read': { kind: 'uniform', minUs: 1000, maxUs: 5000 },
      'db.write': { kind: 'uniform', minUs: 2000, maxUs: 9000 },
      broker: { kind: 'constant', us: 20_000 },
    },
    faults: [],
    faultsMax: null,
    database: null,
    expect: [],
  };
}
