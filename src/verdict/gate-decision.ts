import type { Alarm } from './alarm.js';
import type { VerdictKind } from './finding.js';
import { type Claim, claimWantedWord, type GatePolicy, isClaimEnough } from './gate-policy.js';
import type { Judgement } from './judgement.js';

/**
 * What the gate says of one thing that was run. Three values, as a verdict has;
 * `alarm`, where racetape contradicts itself, is none of them.
 */
export interface GateAnswer {
  readonly status: 'met' | 'refused' | 'unproven' | 'alarm';
  /** Why, in a sentence; empty where it is met. */
  readonly words: string;
}

const MET: GateAnswer = { status: 'met', words: '' };

/** A replay under a guard set that has to hold. Its warnings count as the policy says. */
export function answerHeldRun(
  { findings, duplicates, verdict }: Pick<Judgement, 'findings' | 'duplicates' | 'verdict'>,
  policy: GatePolicy,
): GateAnswer {
  const extra = duplicates.reduce((sum, { count }) => sum + count, 0);
  const errors = findings.filter(
    ({ severity, duplicateKind }) => severity === 'error' && duplicateKind === null,
  ).length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const over = [
    ...above(extra, policy.duplicatesMax, 'duplicates'),
    ...above(errors, policy.errorsMax, 'other errors'),
    ...above(warnings, policy.warningsMax, 'warnings'),
  ];
  if (over.length > 0) return { status: 'refused', words: `${over.join('; ')}.` };
  if (verdict === 'inconclusive')
    return { status: 'unproven', words: 'The run says too little for a verdict.' };
  return MET;
}

/** What an exploration came to, as far as the gate asks. */
export interface ExploredOutcome {
  readonly verdict: VerdictKind;
  readonly coverage: Claim & { readonly alarm?: Alarm | null };
  readonly outcomes: readonly {
    readonly fills: Readonly<Record<string, number>>;
    readonly verdict: VerdictKind;
    readonly errors: readonly string[];
  }[];
}

/**
 * An exploration under a guard set that has to hold: a failing order refuses it
 * whatever is claimed, and without one the claim has to be enough. Where some
 * duplicates are allowed, an outcome's extra fills are counted as its fills of a
 * symbol beyond the first, which is never too few.
 */
export function answerHeldExploration(
  { verdict, coverage, outcomes }: ExploredOutcome,
  policy: GatePolicy,
): GateAnswer {
  const alarm = coverage.alarm ?? null;
  if (alarm?.blame === 'racetape')
    return { status: 'alarm', words: 'No answer of this gate counts.' };
  const failing = outcomes.filter((outcome) => outcome.verdict === 'fail');
  const bad = failing.filter(({ fills, errors }) => {
    const others = errors.filter((name) => name !== 'no-duplicate').length;
    const extra = errors.includes('no-duplicate')
      ? Object.values(fills).reduce((sum, bought) => sum + Math.max(0, bought - 1), 0)
      : 0;
    return extra > policy.duplicatesMax || others > policy.errorsMax;
  });
  if (bad.length > 0 || (verdict === 'fail' && failing.length === 0))
    return { status: 'refused', words: 'There is an order that the policy does not allow.' };
  if (alarm !== null)
    return { status: 'unproven', words: 'What is not repeatable proves nothing.' };
  const wanted = claimWantedWord(policy.coverage);
  if (!isClaimEnough(coverage, policy.coverage))
    return {
      status: 'unproven',
      words: `Less was explored than the policy asks for (${wanted}).`,
    };
  if (verdict === 'inconclusive')
    return { status: 'unproven', words: 'Some orders could not be judged.' };
  return MET;
}

/** A replay that its scenario has an expectation of. */
export function answerExpectation({
  expected,
  verdict,
}: Pick<Judgement, 'expected' | 'verdict'>): GateAnswer {
  if (expected) return MET;
  return verdict === 'inconclusive'
    ? { status: 'unproven', words: 'The run says too little for a verdict.' }
    : { status: 'refused', words: 'It did not come out as its scenario expects.' };
}

/** Of several answers about one thing the gravest. */
export function gravest(answers: readonly GateAnswer[]): GateAnswer {
  return (
    answers.find(({ status }) => status === 'alarm') ??
    answers.find(({ status }) => status === 'refused') ??
    answers.find(({ status }) => status === 'unproven') ??
    MET
  );
}

/** A scenario that has to fail: does the net still catch it? */
export type NetState = 'sound' | 'hole' | 'unproven';

export function netOf(canary: VerdictKind): NetState {
  if (canary === 'fail') return 'sound';
  return canary === 'pass' ? 'hole' : 'unproven';
}

export interface GateDecision {
  readonly verdict: VerdictKind;
  readonly net: NetState | null;
  /** Whether racetape contradicts itself somewhere: then no answer counts. */
  readonly alarm: boolean;
}

/**
 * Three values. `fail`: something was refused. `inconclusive`: nothing was, yet
 * nothing ran, or something is not proven, or the canary itself is not. A hole
 * in the net is kept apart: then no `pass` means anything.
 * @param net null where there is no canary
 */
export function decideGate(answers: readonly GateAnswer[], net: NetState | null): GateDecision {
  const { status } = gravest(answers);
  const alarm = status === 'alarm';
  if (answers.some((answer) => answer.status === 'refused')) return { verdict: 'fail', net, alarm };
  const isProven = answers.length > 0 && status === 'met' && (net === null || net === 'sound');
  return { verdict: isProven ? 'pass' : 'inconclusive', net, alarm };
}

function above(seen: number, most: number | null, what: string): readonly string[] {
  return most === null || seen <= most ? [] : [`${seen} ${what}, at most ${most} allowed`];
}
