import { EVENT_SHAPES } from './event-shape.js';
import type { TapeEvent } from './events.js';
import type { Tape, TapeHeader } from './header.js';
import { HEADER_SHAPE } from './header-shape.js';

/**
 * The header as the tape's first line, without its newline. One header has one
 * encoding: fixed order of keys, no spaces, whole numbers only.
 */
export function encodeHeader(header: TapeHeader): string {
  return HEADER_SHAPE.write(header);
}

/**
 * An event as one line of canonical JSON, without its newline: the stamp, then
 * `kind`, then the entry's fields in declared order. Fields that the kind does
 * not declare are not written. Throws a `RangeError` on a value that no tape
 * can hold (a fraction, undefined): our fault. One to two microseconds.
 */
export function encodeEvent(event: TapeEvent): string {
  const shape = EVENT_SHAPES.get(event.kind);
  if (shape === undefined) throw new RangeError(`a tape has no events of kind ${event.kind}`);
  return shape.write(event);
}

/** The whole tape as text, each line with its newline. For tapes that fit in memory. */
export function encodeTape(tape: Tape): string {
  let out = `${encodeHeader(tape.header)}\n`;
  for (const event of tape.events) out += `${encodeEvent(event)}\n`;
  return out;
}
