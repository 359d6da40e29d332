import type { Control } from '../live/live-session.js';
import { SPEED_MAX, SPEED_MIN } from '../live/replay-cursor.js';

/** What somebody chose on the page. */
export interface Wish {
  readonly scenario: string;
  readonly guards: string;
  readonly explore: boolean;
}

/** Longer words are no path of ours. */
const WORD_MAX = 500;
const ACTIONS: readonly string[] = ['play', 'pause', 'step', 'restart'];

/** Null: it is none. Never throws. */
export function parseControl(body: string): Control | null {
  const { action, speed } = objectOf(body);
  if (typeof action !== 'string') return null;
  if (ACTIONS.includes(action)) return { action } as Control;
  if (action !== 'speed' || typeof speed !== 'number') return null;
  return speed >= SPEED_MIN && speed <= SPEED_MAX ? { action, speed } : null;
}

/** Null: it is none. Never throws. */
export function parseWish(body: string): Wish | null {
  const { scenario, guards, explore = false } = objectOf(body);
  if (!isWord(scenario) || !isWord(guards) || typeof explore !== 'boolean') return null;
  return { scenario, guards, explore };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= WORD_MAX;
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
