import type { EndEntry, TapeEvent } from '../../tape/index.js';
import type { Limits, ReportRun } from '../../words/index.js';
import { type AttemptBook, newAttemptBook, noteAttempt } from './attempts.js';
import { focusOf } from './focus.js';
import { type GuardTally, noteGuard } from './guard-tally.js';
import { isDrawn } from './timeline-events.js';

/**
 * What a page keeps of a tape: bounded, however long the tape is. Events are read
 * once and in order; nothing is judged here, only gathered.
 */
export interface RunSketch {
  readonly eventsCount: number;
  readonly endUs: number;
  /** The events that the timeline draws, in order. */
  readonly drawn: readonly TapeEvent[];
  /** All events that a timeline could draw. */
  readonly drawableCount: number;
  /** `whole`: all are drawn; `focus`: those of the symbols with findings; `head`: the first ones. */
  readonly drawnPart: 'whole' | 'focus' | 'head';
  readonly focusSymbols: readonly string[];
  readonly attempts: AttemptBook;
  readonly guards: GuardTally;
  /** Pauses and failures outside the attempts, for instance a load that failed. */
  readonly notes: readonly TapeEvent[];
  readonly end: EndEntry | null;
}

export function sketchRun(run: Omit<ReportRun, 'digest'>, limits: Limits): RunSketch {
  const focus = focusOf(run.judgement);
  const shown = new Set(run.judgement.findings.map(({ seq }) => seq));
  const attempts = newAttemptBook();
  const guards: GuardTally = new Map();
  const head: TapeEvent[] = [];
  const focused: TapeEvent[] = [];
  const violations: TapeEvent[] = [];
  const notes: TapeEvent[] = [];
  let eventsCount = 0;
  let drawableCount = 0;
  let endUs = 0;
  let end: EndEntry | null = null;

  for (const event of run.events) {
    eventsCount++;
    endUs = event.atUs;
    if (event.kind === 'end') end = event;
    if (event.kind === 'guard') noteGuard(guards, event);
    noteAttempt(attempts, event, { isFocus: focus.holds(event), rowsMax: limits.rows });
    if (isNote(event) && notes.length < limits.rows) notes.push(event);
    if (!isDrawn(event)) continue;
    drawableCount++;
    const isFocus = focus.holds(event);
    if (head.length < limits.timelineEvents) head.push(event);
    if (isFocus && focused.length < limits.timelineEvents) focused.push(event);
    else if (shown.has(event.seq) && violations.length < limits.timelineEvents)
      violations.push(event);
  }

  const whole = drawableCount <= limits.timelineEvents;
  const part = whole ? 'whole' : focused.length > 0 ? 'focus' : 'head';
  const chosen =
    part === 'focus' ? merged(focused, violations) : merged(head, whole ? [] : violations);
  return {
    eventsCount,
    endUs,
    drawn: chosen,
    drawableCount,
    drawnPart: part,
    focusSymbols: focus.symbols,
    attempts,
    guards,
    notes,
    end,
  };
}

function isNote(event: TapeEvent): boolean {
  return (
    event.kind === 'stall' ||
    event.kind === 'gave-up' ||
    event.kind === 'late-signal' ||
    (event.kind === 'cycle-start' && event.loadFailed)
  );
}

/** Both lists as one in tape order, each event once. */
function merged(left: readonly TapeEvent[], right: readonly TapeEvent[]): readonly TapeEvent[] {
  if (right.length === 0) return left;
  const bySeq = new Map([...left, ...right].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
