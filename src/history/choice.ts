import type { TapeEvent } from '../tape/index.js';
import type { World } from './world.js';

/** One thing that could come next. */
interface Candidate {
  readonly words: string;
  /** Is it what came? */
  readonly isTaken: boolean;
}

/** Kinds that the kernel picks; everything else follows inside the step that such a pick began. */
function isPick(event: TapeEvent): boolean {
  if (event.kind === 'call') return event.phase !== 'request';
  return event.kind === 'arrival' || event.kind === 'cycle-start';
}

/**
 * The choice behind an event: which of the calls under way was answered next, and
 * which others might have been. Null where the event only follows from the one
 * before it. What a tape shows are calls; pauses that end are not among them.
 */
export function choiceBehind(event: TapeEvent, before: World): readonly Candidate[] | null {
  if (!isPick(event)) return null;
  const taken = event.kind === 'call' ? event.call : null;
  const candidates = [...before.underWay.values()].map(({ call, task, statement, awaits }) => {
    const what = awaits === 'effect' ? 'takes effect' : 'is answered';
    return { words: `${statement} of ${task} ${what}`, isTaken: call === taken };
  });
  if (event.kind === 'arrival')
    candidates.push({ words: `signal ${event.signalId} arrives`, isTaken: true });
  if (event.kind === 'cycle-start')
    candidates.push({ words: `a cycle of ${event.runner ?? 'a runner'} starts`, isTaken: true });
  return candidates;
}
