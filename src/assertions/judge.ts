import type { TapeEvent, TapeHeader } from '../tape/index.js';
import {
  type BriefJudgement,
  conclude,
  concludeBriefly,
  type Finding,
  FindingLog,
  type Judgement,
  RunSummary,
} from '../verdict/index.js';
import type { RuleRun } from './rule.js';
import { type RuleSet, SHIPPED_RULES } from './rule-set.js';
import { Subject } from './rxjs-door.js';
import { streamOf } from './stream-of.js';

/**
 * Judges one tape as it comes. Memory grows with fills, rows, blocked attempts
 * and kept findings (1,000 per assertion), not with events.
 */
export interface Judge {
  step(event: TapeEvent): void;
  /** The judgement; asked once, after the last event. */
  finish(): Judgement;
}

/**
 * The judge of a replay: every assertion listens to one stream of events.
 * @param rules those of the house, and of the user
 */
export function streamJudge(header: TapeHeader, { rules }: RuleSet = SHIPPED_RULES): Judge {
  const summary = new RunSummary();
  const log = new FindingLog();
  const events = new Subject<TapeEvent>();
  const failures: unknown[] = [];
  // What an assertion throws is our fault: it is thrown again where the event was handed in.
  const rethrow = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  for (const rule of rules) {
    streamOf(rule)(header)(events).subscribe({
      next: (finding) => log.add(finding),
      error: (error: unknown) => failures.push(error),
    });
  }
  return {
    step(event) {
      summary.step(event);
      events.next(event);
      rethrow();
    },
    finish() {
      events.complete();
      rethrow();
      return conclude(header, { summary, log });
    },
  };
}

/**
 * The judge of an exploration: the same rules without the stream, each shown
 * only the kinds it looks at. Comes to the same judgement (a property test
 * holds it to that), and can say it briefly.
 */
export class FastJudge implements Judge {
  readonly #header: TapeHeader;
  readonly #summary = new RunSummary();
  readonly #log = new FindingLog();
  readonly #runs: readonly RuleRun[];
  readonly #listeners: RuleSet['listeners'];

  constructor(header: TapeHeader, { rules, listeners }: RuleSet = SHIPPED_RULES) {
    this.#header = header;
    this.#listeners = listeners;
    this.#runs = rules.map((rule) => rule.start(header));
  }

  step(event: TapeEvent): void {
    this.#summary.step(event);
    const places = this.#listeners.get(event.kind);
    if (places === undefined) return;
    for (const place of places) this.#keep(this.#runs[place]!.step(event));
  }

  finish(): Judgement {
    this.#end();
    return conclude(this.#header, { summary: this.#summary, log: this.#log });
  }

  /** As `finish`, without what only people read. */
  finishBriefly(): BriefJudgement {
    this.#end();
    return concludeBriefly({ summary: this.#summary, log: this.#log });
  }

  #end(): void {
    for (const run of this.#runs) this.#keep(run.end());
  }

  #keep(found: readonly Finding[] | undefined): void {
    if (found !== undefined) for (const finding of found) this.#log.add(finding);
  }
}

/** Judges a whole tape through the stream. `events` may be read from disk on the way. */
export function judgeTape(header: TapeHeader, events: Iterable<TapeEvent>): Judgement {
  return judgeBy(streamJudge(header), events);
}

/** Judges a whole tape by the plain rules. */
export function judgeFast(header: TapeHeader, events: Iterable<TapeEvent>): Judgement {
  return judgeBy(new FastJudge(header), events);
}

function judgeBy(judge: Judge, events: Iterable<TapeEvent>): Judgement {
  for (const event of events) judge.step(event);
  return judge.finish();
}
