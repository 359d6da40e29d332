import type { GuardName } from '../../src/domain/index.js';
import type { TapeEvent } from '../../src/tape/index.js';
import type { Execution, Finding } from '../../src/verdict/index.js';
import type { ReportRun } from '../../src/words/index.js';
import { endEntry, judgement, orderWords, TapeBuilder, tapeHeader, USD } from './tape-builder.js';

const QUANTITIES = [1, 7, 7, 7];
const PRICE = 540 * USD;

/** The APP burst without guards: four tasks, four fills, three of them duplicates. */
export function appWithoutGuards(): ReportRun {
  const tape = new TapeBuilder();
  tape.at(0, 'r1.c1', { kind: 'cycle-start', positions: 1, loadFailed: false });
  QUANTITIES.forEach((quantity, index) => {
    const task = `r1.c1/APP#${index + 1}`;
    const signalId = `app-${index + 1}`;
    const words = orderWords(signalId, quantity);
    const begin = 12_000 + index * 3_000;
    tape.at(2_000 + index * 2_500, null, { kind: 'arrival', ...words });
    tape.at(begin, task, { kind: 'signal', ...words });
    tape.call(task, {
      operation: 'db.write',
      statement: 'insert signal APP',
      atUs: begin,
      effectUs: begin + 9_000,
      responseUs: begin + 17_000,
    });
    const order = begin + 17_000 + index * 420_000;
    tape.at(order, task, { kind: 'order', ...words });
    tape.call(task, {
      operation: 'broker',
      statement: `BUY ${quantity} APP`,
      atUs: order,
      effectUs: order + 40_000,
      responseUs: order + 71_000,
    });
    tape.at(order + 71_000, task, { kind: 'fill', orderId: index + 1, ...words });
    tape.at(order + 71_000, task, {
      kind: 'booking',
      symbol: 'APP',
      delta: -quantity * PRICE,
      cash: 144_420_920_000,
    });
    tape.call(task, {
      operation: 'db.write',
      statement: 'insert trade APP',
      atUs: order + 71_000,
      effectUs: order + 101_000,
      responseUs: order + 122_000,
    });
    tape.at(order + 101_000, task, {
      kind: 'trade-row',
      id: index + 1,
      symbol: 'APP',
      side: 'BUY',
      quantity,
      price: PRICE,
      pnl: null,
      path: 'main',
    });
    tape.at(order + 122_000, task, { kind: 'recorded', pnl: null, ...words });
    tape.call(task, {
      operation: 'db.write',
      statement: 'upsert position APP',
      atUs: order + 122_000,
      effectUs: order + 174_000,
      responseUs: order + 191_000,
    });
    tape.at(order + 174_000, task, {
      kind: 'position-row',
      symbol: 'APP',
      quantity,
      avgCost: PRICE,
      marketPrice: PRICE,
    });
  });
  tape.at(1_600_000, 'r1.c1', { kind: 'cycle-end' });
  tape.call(
    'r1.c2',
    {
      operation: 'db.read',
      statement: 'positions',
      atUs: 16_600_000,
      effectUs: 16_609_000,
      responseUs: 16_616_000,
    },
    2,
  );
  tape.at(
    16_700_000,
    null,
    endEntry({
      equity: [
        {
          source: 'account row',
          cash: 132_540_920_000,
          holdings: 13_068 * USD,
          equity: 145_608_920_000,
        },
        {
          source: 'portfolio',
          cash: 132_540_920_000,
          holdings: 13_068 * USD,
          equity: 145_608_920_000,
        },
        {
          source: 'broker',
          cash: 132_540_920_000,
          holdings: 13_068 * USD,
          equity: 145_608_920_000,
        },
      ],
      positions: [
        { symbol: 'APP', quantity: 7, avgCost: PRICE, marketPrice: PRICE },
        { symbol: 'JD', quantity: 33, avgCost: 35 * USD, marketPrice: 36 * USD },
      ],
      broker: [
        { symbol: 'APP', quantity: 22 },
        { symbol: 'JD', quantity: 33 },
      ],
    }),
  );
  const events = tape.events();
  const fillEvents = events.filter((event) => event.kind === 'fill');
  const rowEvents = events.filter((event) => event.kind === 'trade-row');
  const duplicates = fillEvents.slice(1).map(
    (fill): Finding => ({
      assertion: 'no-duplicate',
      severity: 'error',
      message: `APP was bought again (${fill.quantity} shares) while the broker held it: four tasks passed the check before any had written.`,
      atUs: fill.atUs,
      seq: fill.seq,
      symbol: 'APP',
      duplicateKind: 'check-then-act',
    }),
  );
  const disagree: Finding = {
    assertion: 'counts-agree',
    severity: 'warning',
    message: 'APP: the broker holds 22, the rows in trades make 22, the row in positions says 7.',
    atUs: 16_700_000,
    seq: events.length - 1,
    symbol: 'APP',
    duplicateKind: null,
  };
  return {
    header: tapeHeader(),
    events,
    digest: '4f1c0e5be0bf6bd4ab9e0a4a11d6a1c9a6dba8d0a77be43f2c3ac2b70dd2a5e1',
    judgement: judgement({
      verdict: 'fail',
      findings: [disagree, ...duplicates],
      fills: fillEvents.map(execution),
      trades: rowEvents.map(execution),
      positions: [
        { symbol: 'APP', quantity: 7 },
        { symbol: 'JD', quantity: 33 },
      ],
      duplicates: [{ symbol: 'APP', count: 3, kind: 'check-then-act' }],
      matchesRecord: true,
    }),
    links: [
      { label: 'tape', path: 'none/run.tape.jsonl' },
      { label: 'log', path: 'none/robo_trader.log' },
      { label: 'database', path: 'none/trading_data.db' },
    ],
  };
}

/** The same burst under the layers that were built afterwards: one fill, three stopped by different layers. */
export function appWithThreeLayers(): ReportRun {
  const guards: readonly GuardName[] = [
    'memory-position',
    'cycle-set',
    'pending-lock',
    'db-position',
  ];
  const tape = new TapeBuilder();
  const blockedBy: readonly (GuardName | null)[] = [null, 'cycle-set', 'cycle-set', 'cycle-set'];
  QUANTITIES.forEach((quantity, index) => {
    const task = `r1.c1/APP#${index + 1}`;
    const signalId = `app-${index + 1}`;
    const words = orderWords(signalId, quantity);
    const begin = 12_000 + index * 3_000;
    const checks = begin + 17_000;
    tape.at(2_000 + index * 2_500, null, { kind: 'arrival', ...words });
    tape.at(begin, task, { kind: 'signal', ...words });
    tape.call(task, {
      operation: 'db.write',
      statement: 'insert signal APP',
      atUs: begin,
      effectUs: begin + 9_000,
      responseUs: checks,
    });
    tape.lock(task, 'cycle-buys', { waitUs: checks, acquireUs: checks, releaseUs: checks });
    if (blockedBy[index] === 'cycle-set') {
      tape.guard(task, checks, {
        layer: 'cycle-set',
        signalId,
        decision: 'blocked',
        reason: 'already had BUY attempted this cycle',
      });
      return;
    }
    tape.guard(task, checks, {
      layer: 'cycle-set',
      signalId,
      decision: 'marked',
      reason: 'first BUY attempt of this cycle',
    });
    tape.guard(task, checks, {
      layer: 'memory-position',
      signalId,
      decision: 'passed',
      reason: 'no position in memory',
    });
    tape.lock(task, 'pending-orders', {
      waitUs: checks,
      acquireUs: checks,
      releaseUs: checks + 38_000,
    });
    tape.guard(task, checks, {
      layer: 'pending-lock',
      signalId,
      decision: 'marked',
      reason: 'pending from here to the end of the path',
    });
    tape.call(task, {
      operation: 'db.read',
      statement: 'positions',
      atUs: checks,
      effectUs: checks + 21_000,
      responseUs: checks + 38_000,
    });
    tape.guard(task, checks + 38_000, {
      layer: 'db-position',
      signalId,
      decision: 'passed',
      reason: 'no position in the database',
    });
    const order = checks + 38_000;
    tape.at(order, task, { kind: 'order', ...words });
    tape.call(task, {
      operation: 'broker',
      statement: `BUY ${quantity} APP`,
      atUs: order,
      effectUs: order + 40_000,
      responseUs: order + 71_000,
    });
    tape.at(order + 71_000, task, { kind: 'fill', orderId: 1, ...words });
    tape.call(task, {
      operation: 'db.write',
      statement: 'insert trade APP',
      atUs: order + 71_000,
      effectUs: order + 101_000,
      responseUs: order + 122_000,
    });
    tape.at(order + 101_000, task, {
      kind: 'trade-row',
      id: 1,
      symbol: 'APP',
      side: 'BUY',
      quantity,
      price: PRICE,
      pnl: null,
      path: 'main',
    });
    tape.at(order + 122_000, task, { kind: 'recorded', pnl: null, ...words });
    tape.call(task, {
      operation: 'db.write',
      statement: 'upsert position APP',
      atUs: order + 122_000,
      effectUs: order + 174_000,
      responseUs: order + 191_000,
    });
    tape.at(order + 174_000, task, {
      kind: 'position-row',
      symbol: 'APP',
      quantity,
      avgCost: PRICE,
      marketPrice: PRICE,
    });
    tape.guard(task, order + 191_000, {
      layer: 'pending-lock',
      signalId,
      decision: 'released',
      reason: 'the attempt has ended',
    });
  });
  const equity = { cash: 143_880_920_000, holdings: 1_728 * USD, equity: 145_608_920_000 };
  tape.at(
    330_000,
    null,
    endEntry({
      equity: ['account row', 'portfolio', 'broker'].map((source) => ({ source, ...equity })),
      positions: [
        { symbol: 'APP', quantity: 1, avgCost: PRICE, marketPrice: PRICE },
        { symbol: 'JD', quantity: 33, avgCost: 35 * USD, marketPrice: 36 * USD },
      ],
      broker: [
        { symbol: 'APP', quantity: 1 },
        { symbol: 'JD', quantity: 33 },
      ],
    }),
  );
  const events = tape.events();
  return {
    header: tapeHeader({ guards, guardSet: 'three-layer' }),
    events,
    digest: '9a0b6c43e5a2f1cbb61d5d20df53f3e5ccf0d4ab1fd0c9a6a3ff9cf4dbb8a0de',
    judgement: judgement({
      fills: events.filter((event) => event.kind === 'fill').map(execution),
      trades: events.filter((event) => event.kind === 'trade-row').map(execution),
      positions: [
        { symbol: 'APP', quantity: 1 },
        { symbol: 'JD', quantity: 33 },
      ],
      blocked: events.flatMap((event) =>
        event.kind === 'guard' && event.decision === 'blocked'
          ? [
              {
                layer: event.layer,
                symbol: event.symbol,
                task: event.task ?? '',
                atUs: event.atUs,
                reason: event.reason,
              },
            ]
          : [],
      ),
    }),
    links: [{ label: 'tape', path: 'three-layer/run.tape.jsonl' }],
  };
}

function execution(event: Extract<TapeEvent, { kind: 'fill' | 'trade-row' }>): Execution {
  const { atUs, symbol, side, quantity, price, path, cycle, runner } = event;
  return { atUs, symbol, side, quantity, price, path, cycle, runner };
}
