import { createHash } from 'node:crypto';
import { encodeEvent, encodeHeader } from './encode.js';
import type { Tape } from './header.js';

/** Lines are handed on in pieces of about this many characters: a call per line costs more than the hashing. */
const PIECE_LENGTH = 65_536;

/**
 * SHA-256 over a tape's lines, each with its newline, as UTF-8: the same number
 * that `sha256sum` prints for the tape as a file. The only door to `node:crypto`.
 */
export class TapeDigest {
  readonly #hash = createHash('sha256');
  #piece = '';

  /** Takes the next line, without its newline. */
  add(line: string): void {
    this.#piece += `${line}\n`;
    if (this.#piece.length >= PIECE_LENGTH) this.#flush();
  }

  /** The digest of the lines so far, as 64 hexadecimal digits. May be asked again after more lines. */
  hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#piece, 'utf8');
    this.#piece = '';
  }
}

/** The digest of a whole tape. */
export function digestTape(tape: Tape): string {
  const digest = new TapeDigest();
  digest.add(encodeHeader(tape.header));
  for (const event of tape.events) digest.add(encodeEvent(event));
  return digest.hex();
}
