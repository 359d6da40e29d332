import type { TapeEvent, TapeEventOf } from '../../tape/index.js';

/** One call to the database or the broker with its two legs. Null: not on the drawn part of the tape. */
export interface CallSpan {
  readonly operation: TapeEventOf<'call'>['operation'];
  readonly statement: string;
  readonly task: string;
  readonly requestUs: number;
  effectUs: number | null;
  responseUs: number | null;
}

/** One task's time with one lock: waiting from `fromUs`, holding from `acquireUs` to `releaseUs`. */
export interface LockSpan {
  readonly lane: string;
  readonly task: string;
  readonly fromUs: number;
  acquireUs: number | null;
  releaseUs: number | null;
}

/** Name of the world outside of all tasks. */
export const WORLD = 'outside: signals';

export function taskOf(event: TapeEvent): string {
  return event.task ?? WORLD;
}

export function callSpans(events: readonly TapeEvent[]): readonly CallSpan[] {
  const spans = new Map<number, CallSpan>();
  for (const event of events) {
    if (event.kind !== 'call') continue;
    const { operation, statement, call, phase, atUs } = event;
    let span = spans.get(call);
    if (span === undefined) {
      const task = taskOf(event);
      span = { operation, statement, task, requestUs: atUs, effectUs: null, responseUs: null };
      spans.set(call, span);
    }
    if (phase === 'effect') span.effectUs = atUs;
    if (phase === 'response') span.responseUs = atUs;
  }
  return [...spans.values()];
}

export function lockSpans(events: readonly TapeEvent[]): readonly LockSpan[] {
  const spans: LockSpan[] = [];
  const open = new Map<string, LockSpan>();
  for (const event of events) {
    if (event.kind !== 'lock') continue;
    const lane = lockLane(event);
    const task = taskOf(event);
    const key = JSON.stringify([lane, task]);
    let span = open.get(key);
    if (span === undefined) {
      span = { lane, task, fromUs: event.atUs, acquireUs: null, releaseUs: null };
      open.set(key, span);
      spans.push(span);
    }
    if (event.action === 'acquire') span.acquireUs = event.atUs;
    if (event.action === 'release') {
      span.releaseUs = event.atUs;
      open.delete(key);
    }
  }
  return spans;
}

/** A fresh runner has fresh locks: one lane for each lock of each cycle. */
function lockLane({ name, runner, cycle }: TapeEventOf<'lock'>): string {
  if (runner === null || cycle === null || name.startsWith(`${runner}.`)) return name;
  return `${name} \u00b7 ${runner}.c${cycle}`;
}
