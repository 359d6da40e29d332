import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { DuplicateKind, Finding } from '../verdict/index.js';

export type EventKind = TapeEvent['kind'];

/**
 * An assertion as a plain reducer over the events of one tape: the form in
 * which an exploration runs it. `streamOf` lifts it to a stream operator.
 */
export interface Rule {
  readonly name: string;
  readonly severity: Finding['severity'];
  /** The kinds it looks at. It is silent on all others and they leave it unchanged, so they need not be shown to it. */
  readonly kinds: readonly EventKind[];
  /** Begins to watch one tape. */
  start(header: TapeHeader): RuleRun;
}

/** A rule's state over one tape. */
export interface RuleRun {
  /** Takes the next event. Undefined, without any allocation, where there is nothing to say. */
  step(event: TapeEvent): readonly Finding[] | undefined;
  /** What can be said only once nothing comes any more. Asked once. */
  end(): readonly Finding[];
}

/** For a rule with nothing left to say at the end. */
export const NOTHING: readonly Finding[] = [];

/** A rule that judges how things stand at the end: it has no state of its own. */
export function ruleOfEnd(
  words: Pick<Rule, 'name' | 'severity'>,
  judge: (end: TapeEventOf<'end'>, rule: Rule) => readonly Finding[],
): Rule {
  const run: RuleRun = {
    step: (event) => (event.kind === 'end' ? judge(event, rule) : undefined),
    end: () => NOTHING,
  };
  const rule: Rule = { ...words, kinds: ['end'], start: () => run };
  return rule;
}

/** What a finding says beside who found it and where. */
export interface FindingWords {
  readonly message: string;
  readonly symbol?: string | null;
  readonly duplicateKind?: DuplicateKind;
}

/** A finding of this rule, shown by this event. */
export function findingOf(
  rule: Pick<Rule, 'name' | 'severity'>,
  { atUs, seq }: Pick<TapeEvent, 'atUs' | 'seq'>,
  { message, symbol = null, duplicateKind }: FindingWords,
): Finding {
  return {
    assertion: rule.name,
    severity: rule.severity,
    message,
    atUs,
    seq,
    symbol,
    duplicateKind: duplicateKind ?? null,
  };
}
