import { fromReal } from '../../domain/index.js';
import type { TapeHeader } from '../../tape/index.js';
import type { Judgement } from '../../verdict/index.js';
import type { JudgedRun } from '../../words/index.js';
import { count, fields, flag, listOf, number, oneOf, orMissing, orNull, text } from './shape.js';

const EXECUTION = fields({
  atUs: count,
  symbol: text,
  side: oneOf('BUY', 'SELL', 'BUY_TO_COVER', 'SELL_SHORT'),
  quantity: count,
  price: number,
});

const RUN = fields({
  scenario: text,
  guards: listOf(text),
  seed: count,
  token: text,
  digest: text,
  fills: listOf(EXECUTION),
  trades: listOf(EXECUTION),
  positions: listOf(fields({ symbol: text, quantity: count })),
  blocked: listOf(fields({ layer: text, symbol: text, task: text, atUs: count, reason: text })),
  duplicates: listOf(fields({ symbol: text, count, kind: text })),
  findings: listOf(fields({ assertion: text, severity: oneOf('error', 'warning'), message: text })),
  matchesRecord: orNull(flag),
  verdict: oneOf('pass', 'fail', 'inconclusive'),
  expected: flag,
  options: orMissing(listOf(text)),
});

/** What a saved run says, as `renderReplayJson` prints it. */
type SavedRun = Omit<Judgement, 'fills' | 'trades'> &
  Pick<JudgedRun, 'digest'> & {
    readonly scenario: string;
    readonly guards: readonly string[];
    readonly seed: number;
    readonly token: string;
    readonly fills: readonly SavedExecution[];
    readonly trades: readonly SavedExecution[];
    readonly options?: readonly string[];
  };
type SavedExecution = Judgement['fills'][number];

/**
 * The run that a saved judgement and the header of the tape beside it tell of; null
 * where the value is none, or is of another run than the tape. Findings come without
 * the event that shows them, which only the tape knows, and nothing is said of the
 * record beyond `matchesRecord`: enough for a list.
 */
export function readReplayJson(value: unknown, header: TapeHeader): JudgedRun | null {
  const saved = firstRun(value);
  if (saved === null) return null;
  const { scenario, guards, seed, token, digest, options = [], fills, trades, ...judged } = saved;
  const isOfTape =
    scenario === header.scenario.path &&
    seed === header.seed &&
    guards.join() === header.guards.join() &&
    (header.token === '' || header.token === token);
  if (!isOfTape) return null;
  const judgement: Judgement = {
    ...judged,
    record: null,
    fills: fills.map(executionOf),
    trades: trades.map(executionOf),
    findings: judged.findings.map(({ assertion, severity, message }) => {
      return { assertion, severity, message, ...NO_PLACE };
    }),
  };
  return { header, judgement, digest, token, extraOptions: options };
}

const NO_PLACE = { atUs: 0, seq: 0, symbol: null, duplicateKind: null };

function firstRun(value: unknown): SavedRun | null {
  if (!fields({ runs: listOf(RUN) })(value)) return null;
  return (value as { readonly runs: readonly SavedRun[] }).runs[0] ?? null;
}

function executionOf(execution: SavedExecution): SavedExecution {
  return { ...execution, price: fromReal(execution.price) };
}
