import type { TapeEvent, TapeHeader } from '../tape/index.js';
import {
  conclude,
  type Finding,
  FindingLog,
  type Judgement,
  RunSummary,
} from '../verdict/index.js';
import { ASSERTIONS } from './assertions.js';
import type { RuleRun } from './rule.js';
import { Subject } from './rxjs-door.js';

/**
 * Judges one tape as it comes. Memory grows with fills, rows, blocked attempts
 * and kept findings (1,000 per assertion), not with events.
 */
export interface Judge {
  step(event: TapeEvent): void;
  /** The judgement; asked once, after the last event. */
  finish(): Judgement;
}

/** The judge of a replay: every assertion listens to one stream of events. */
export function streamJudge(header: TapeHeader): Judge {
  const summary = new RunSummary();
  const log = new FindingLog();
  const events = new Subject<TapeEvent>();
  const failures: unknown[] = [];
  // What an assertion throws is our fault: it is thrown again where the event was handed in.
  const rethrow = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  for (const { assertion } of ASSERTIONS) {
    assertion(header)(events).subscribe({
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

/** For each kind of event the places in the table of the assertions that look at it. */
const LISTENERS = listeners();

/**
 * The judge of an exploration: the same rules without the stream, each shown
 * only the kinds it looks at. Comes to the same judgement (a property test
 * holds it to that).
 */
export function fastJudge(header: TapeHeader): Judge {
  const summary = new RunSummary();
  const log = new FindingLog();
  const runs: readonly RuleRun[] = ASSERTIONS.map(({ rule }) => rule.start(header));
  const keep = (found: readonly Finding[] | undefined): void => {
    if (found !== undefined) for (const finding of found) log.add(finding);
  };
  return {
    step(event) {
      summary.step(event);
      const places = LISTENERS.get(event.kind);
      if (places !== undefined) for (const place of places) keep(runs[place]!.step(event));
    },
    finish() {
      for (const run of runs) keep(run.end());
      return conclude(header, { summary, log });
    },
  };
}

/** Judges a whole tape through the stream. `events` may be read from disk on the way. */
export function judgeTape(header: TapeHeader, events: Iterable<TapeEvent>): Judgement {
  return judgeBy(streamJudge(header), events);
}

/** Judges a whole tape by the plain rules. */
export function judgeFast(header: TapeHeader, events: Iterable<TapeEvent>): Judgement {
  return judgeBy(fastJudge(header), events);
}

function judgeBy(judge: Judge, events: Iterable<TapeEvent>): Judgement {
  for (const event of events) judge.step(event);
  return judge.finish();
}

function listeners(): ReadonlyMap<TapeEvent['kind'], readonly number[]> {
  const places = new Map<TapeEvent['kind'], number[]>();
  ASSERTIONS.forEach(({ rule }, place) => {
    for (const kind of rule.kinds) places.set(kind, [...(places.get(kind) ?? []), place]);
  });
  return places;
}
