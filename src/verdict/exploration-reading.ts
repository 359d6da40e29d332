import type { VerdictKind } from './finding.js';

/** One way in which orders can end, and how many classes of them do. */
export interface ExplorationOutcome {
  /** BUY fills by symbol. */
  readonly fills: Readonly<Record<string, number>>;
  readonly classes: number;
  readonly verdict: VerdictKind;
  readonly errors: readonly string[];
  /** Fills beyond those that were due, by symbol; only symbols that have any. */
  readonly extra: Readonly<Record<string, number>>;
  /** The symbol that was explored apart, so that this says nothing of others; null: the whole scenario. */
  readonly apart: string | null;
}

/** How often a symbol is bought where it is bought too often. */
export interface ExtraBuys {
  readonly symbol: string;
  /** Fewest and most fills of the orders in which there are too many. */
  readonly least: number;
  readonly most: number;
  /** Classes in which there are too many, of all that say something of the symbol. */
  readonly failing: number;
  readonly classes: number;
  /** Every order was run, and each buys too often. */
  readonly inEveryOrder: boolean;
}

/** Which symbols are bought too often, by symbol, as the outcomes say and no single story does. */
export function extraBuys(
  outcomes: readonly ExplorationOutcome[],
  claim: 'complete' | 'bounded' | 'sampled',
): readonly ExtraBuys[] {
  const symbols = [...new Set(outcomes.flatMap(({ extra }) => Object.keys(extra)))].sort();
  return symbols.map((symbol) => {
    const own = outcomes.filter(({ apart }) => apart === null || apart === symbol);
    const doubled = own.filter(({ extra }) => (extra[symbol] ?? 0) > 0);
    const fills = doubled.map((outcome) => outcome.fills[symbol] ?? 0);
    const failing = classesOf(doubled);
    const classes = classesOf(own);
    return {
      symbol,
      least: Math.min(...fills),
      most: Math.max(...fills),
      failing,
      classes,
      inEveryOrder: claim === 'complete' && failing === classes,
    };
  });
}

/** An outcome of the whole scenario, put together from those of its symbols. */
export type JointOutcome = Pick<ExplorationOutcome, 'fills' | 'verdict'>;

/** More are not put together: the outcomes by symbol say the same in fewer lines. */
const JOINT_MAX = 16;

/**
 * The outcomes of the scenario where its symbols were explored apart: symbols
 * that share nothing end each in every way of its own, whatever the others do.
 * Null where the outcomes are those of the scenario, and where there are too many.
 */
export function jointOutcomes(
  outcomes: readonly ExplorationOutcome[],
): readonly JointOutcome[] | null {
  const symbols = [...new Set(outcomes.map(({ apart }) => apart))];
  if (symbols.length < 2 || symbols.includes(null)) return null;
  let joint: readonly JointOutcome[] = [{ fills: {}, verdict: 'pass' }];
  for (const symbol of symbols) {
    const ends = outcomes.filter(({ apart }) => apart === symbol);
    const distinct = new Map<string, JointOutcome>();
    for (const one of joint) {
      for (const { fills, verdict } of ends) {
        const both = { fills: { ...one.fills, ...fills }, verdict: worse(one.verdict, verdict) };
        distinct.set(JSON.stringify([both.fills, both.verdict]), both);
      }
      if (distinct.size > JOINT_MAX) return null;
    }
    joint = [...distinct.values()];
  }
  return joint;
}

function worse(one: VerdictKind, other: VerdictKind): VerdictKind {
  if (one === 'fail' || other === 'fail') return 'fail';
  return one === 'pass' ? other : one;
}

function classesOf(outcomes: readonly ExplorationOutcome[]): number {
  return outcomes.reduce((sum, { classes }) => sum + classes, 0);
}
