import type { Reach } from '../domain/index.js';
import type { Sight, TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { DuplicateKind, Finding } from '../verdict/index.js';

type EventKind = TapeEvent['kind'];

/**
 * An assertion as a plain reducer over the events of one tape: the form in
 * which an exploration runs it. `streamOf` lifts it to a stream operator.
 *
 * **When an exploration under it is sound.** An exploration runs one order of each
 * class: orders that differ only in steps that have nothing to do with one another
 * are one. So a rule of severity `error`
 *   - decides on what is the same in every order of a class: what single entries
 *     say, the order of entries about one symbol that the broker or the database
 *     ordered, and what `looksAt` names;
 *   - decides on no distance in time and no sequence number. `atUs` and `seq` are for
 *     its words;
 *   - keeps its state in its `RuleRun`, and tells signals that are alike but for
 *     their ids apart by nothing;
 *   - declares truly which symbols it relates.
 * A warning is no part of an outcome, so it may rest on anything that a tape shows.
 * What breaks this is looked for by random walks. They find much and prove nothing.
 */
export interface Rule {
  readonly name: string;
  readonly severity: Finding['severity'];
  /** The kinds it looks at. It is silent on all others and they leave it unchanged, so they need not be shown to it. */
  readonly kinds: readonly EventKind[];
  /**
   * Which symbols it relates. `own symbol`: it finds something in a run exactly where it would find
   * it in the entries of one symbol alone, so symbols may be judged apart. Left out, nothing is
   * promised: symbols are explored together, signals that are alike are not exchanged, and a sample
   * remembers no run.
   */
  readonly relates?: Reach;
  /** What it decides on besides single entries, where neither broker nor database orders that. */
  readonly looksAt?: readonly Sight[];
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
  words: Pick<Rule, 'name' | 'severity' | 'relates'>,
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
