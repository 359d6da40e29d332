import {
  actsFor,
  actsForASignal,
  isDelivery,
  type StepFact,
  type StoreStatement,
} from '../../domain/index.js';
import type { Counterexample } from '../../verdict/index.js';
import { stepWords } from '../step-words.js';
import { counted } from '../text/count-words.js';

/** One step of a counterexample that is worth telling. */
interface StoryStep {
  /** Its place in the run, from 1. */
  readonly step: number;
  readonly words: string;
  /** Another pick than the default order would have made. */
  readonly deviates: boolean;
  /** The signal that it happens for; null: it belongs to a cycle as a whole, or to none. */
  readonly signalId: string | null;
}

interface Story {
  readonly steps: readonly StoryStep[];
  /** Steps of the run that are left out. */
  readonly omitted: number;
}

/** What the story shows of its run, as a sentence beside it. */
export function storyScope({ steps, omitted }: Pick<Story, 'steps' | 'omitted'>): string {
  return `${steps.length} of ${counted(steps.length + omitted, 'step')} shown; other tasks, replies in transit and steps after the duplicate are hidden.`;
}

/**
 * The steps that matter, by a rule that needs no judgement: up to the first
 * fill of a symbol that was bought before, of the conflicting tasks (those of
 * the signals that take part, and the cycles that they run in, without the
 * cycles' closing writes), without the answers of calls, whose effect is what
 * others see. A step that deviates is always told. The rule looks at facts; the
 * words are made of what it has kept.
 */
export function tellStory(
  counterexample: Pick<Counterexample, 'facts' | 'deviatingSteps' | 'signalIds'>,
): Story {
  const { facts, signalIds } = counterexample;
  const deviating = new Set(counterexample.deviatingSteps);
  const end = endOf(facts);
  const steps = facts.flatMap((fact, index): StoryStep[] => {
    const deviates = deviating.has(index);
    if (index > end && !deviates) return [];
    const signalId = signalOf(fact, signalIds);
    const isTold = deviates || (!isAnswer(fact) && (signalId !== null || isOfCycle(fact)));
    return isTold ? [{ step: index + 1, words: stepWords(fact), deviates, signalId }] : [];
  });
  return { steps, omitted: facts.length - steps.length };
}

/** Index of the first fill that repeats a symbol; the last step where none does. */
function endOf(facts: readonly StepFact[]): number {
  const bought = new Set<string>();
  for (const [index, fact] of facts.entries()) {
    const symbol = boughtBy(fact);
    if (symbol === null) continue;
    if (bought.has(symbol)) return index;
    bought.add(symbol);
  }
  return facts.length - 1;
}

/** The symbol that this step buys at the broker; null: it buys none. */
function boughtBy(fact: StepFact): string | null {
  if (fact.kind !== 'call' || fact.phase !== 'effect' || fact.fault === 'broker-reject')
    return null;
  const { asked } = fact;
  return asked.kind === 'submit' && asked.side === 'BUY' ? asked.symbol : null;
}

function isAnswer(fact: StepFact): boolean {
  return fact.kind === 'late time-out' || (fact.kind === 'call' && fact.phase === 'response');
}

/** Of the signals that take part, the one that this step happens for. */
function signalOf(fact: StepFact, signalIds: readonly string[]): string | null {
  const isOne = (id: string): boolean =>
    fact.kind === 'arrives' ? isDelivery(fact.signal, id) : actsFor(fact.task, id);
  return signalIds.find(isOne) ?? null;
}

const CLOSING: ReadonlySet<StoreStatement> = new Set([
  'insert trade',
  'write position',
  'write account',
]);

/** A step of a cycle's own task, or of no cycle's, that is no write of a cycle's closing. */
function isOfCycle(fact: StepFact): boolean {
  if (fact.kind === 'arrives' || actsForASignal(fact.task)) return false;
  if (fact.kind !== 'call' || fact.asked.kind !== 'statement') return true;
  return fact.phase !== 'effect' || !CLOSING.has(fact.asked.statement);
}
