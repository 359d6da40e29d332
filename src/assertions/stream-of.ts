import type { TapeEvent, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import type { Rule } from './rule.js';
import { Observable } from './rxjs-door.js';

/** An assertion as a stream operator: events of one tape in, findings out, nothing asynchronous. */
export type Assertion = (
  header: TapeHeader,
) => (events: Observable<TapeEvent>) => Observable<Finding>;

/**
 * Lifts a rule to the stream. Each subscription starts a run of its own. What
 * the rule throws goes down the stream at once: left to RxJS it would come back
 * later, on a host timer, where nobody can catch it.
 */
export function streamOf(rule: Rule): Assertion {
  return (header) => (events) =>
    new Observable((findings) => {
      const run = rule.start(header);
      return events.subscribe({
        next(event) {
          try {
            const found = run.step(event);
            if (found !== undefined) for (const finding of found) findings.next(finding);
          } catch (error) {
            findings.error(error);
          }
        },
        error: (error: unknown) => findings.error(error),
        complete() {
          try {
            for (const finding of run.end()) findings.next(finding);
            findings.complete();
          } catch (error) {
            findings.error(error);
          }
        },
      });
    });
}
