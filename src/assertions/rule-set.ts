import type { Sight, TapeEntry, TapeEvent } from '../tape/index.js';
import { SUMMARISED_KINDS } from '../verdict/index.js';
import { ASSERTIONS } from './assertions.js';
import { isLook } from './attempt-notes.js';
import type { Rule } from './rule.js';

type EventKind = TapeEvent['kind'];

/** The rules by which runs are judged, and what follows from them for whoever makes the runs. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** For each kind of event the places in `rules` of those that look at it. */
  readonly listeners: ReadonlyMap<EventKind, readonly number[]>;
  /** What all of them look at besides single entries. */
  readonly sights: readonly Sight[];
  /** `full`: a rule from outside looks at legs of calls or at locks, which a run makes only where they are wanted. */
  readonly detail: 'full' | 'judged';
  /**
   * Whether any judgement looks at an entry of this kind and content: a run that
   * is only judged need not make events of the others.
   */
  readonly isJudged: (entry: TapeEntry) => boolean;
}

/** Kinds of which a run leaves out most where it is only judged. */
const LEGS: readonly EventKind[] = ['call', 'lock'];

/**
 * The rules of the house, and those from outside after them. Throws a
 * `RangeError` where a rule from outside has a name that is taken.
 */
export function ruleSetOf(extraRules: readonly Rule[] = []): RuleSet {
  if (extraRules.length === 0) return SHIPPED_RULES;
  return newRuleSet(extraRules);
}

function newRuleSet(extraRules: readonly Rule[]): RuleSet {
  const rules = ASSERTIONS.map(({ rule }) => rule);
  for (const rule of extraRules) {
    if (rules.some(({ name }) => name === rule.name)) {
      throw new RangeError(
        `A rule from outside has the name "${rule.name}", which another rule has.`,
      );
    }
    rules.push(rule);
  }
  const listeners = new Map<EventKind, readonly number[]>();
  rules.forEach(({ kinds }, place) => {
    for (const kind of kinds) listeners.set(kind, [...(listeners.get(kind) ?? []), place]);
  });
  const judged = new Set<EventKind>([...listeners.keys(), ...SUMMARISED_KINDS]);
  // The rules of the house look at a part of some kinds, a rule from outside at all of its kinds.
  const whole = new Set<EventKind>(extraRules.flatMap(({ kinds }) => kinds));
  return {
    rules,
    listeners,
    sights: rules.flatMap(({ looksAt }) => looksAt ?? []),
    detail: LEGS.some((kind) => whole.has(kind)) ? 'full' : 'judged',
    isJudged: (entry) => {
      if (!judged.has(entry.kind)) return false;
      if (whole.has(entry.kind)) return true;
      // Of all that guards say, a block, and what recent-trade found; of all calls, who looked.
      if (entry.kind === 'guard') {
        return entry.decision === 'blocked' || entry.layer === 'recent-trade';
      }
      return entry.kind !== 'call' || isLook(entry);
    },
  };
}

export const SHIPPED_RULES: RuleSet = newRuleSet([]);
