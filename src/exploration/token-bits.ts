/** 64 characters that mean nothing in a URL, a shell or a file name: six bits each. */
export const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Writes numbers bit by bit, as text of six bits a character. */
export class BitWriter {
  #text = '';
  #pending = 0;
  #count = 0;

  /** The lowest `bits` bits of a non-negative safe integer, highest first. */
  write(value: number, bits: number): void {
    for (let place = bits - 1; place >= 0; place -= 1) this.#bit(bitAt(value, place));
  }

  /** Rice code: the quotient by 2^`low` in unary, then `low` bits. Short where values are about 2^`low`. */
  rice(value: number, low: number): void {
    for (let quotient = Math.floor(value / (1 << low)); quotient > 0; quotient -= 1) this.#bit(1);
    this.#bit(0);
    this.write(value % (1 << low), low);
  }

  /** Any non-negative safe integer: six bits for its length, then itself. */
  number(value: number): void {
    const length = bitLength(value);
    this.write(length, 6);
    this.write(value, length);
  }

  #bit(bit: number): void {
    this.#pending = this.#pending * 2 + bit;
    this.#count += 1;
    if (this.#count === 6) {
      this.#text += TOKEN_ALPHABET[this.#pending]!;
      this.#pending = 0;
      this.#count = 0;
    }
  }

  /** The text, filled up with zeros. */
  finish(): string {
    while (this.#count !== 0) this.#bit(0);
    return this.#text;
  }
}

/** Reads what `BitWriter` wrote. Past the end it reads zeros and says so in `isOverrun`. */
export class BitReader {
  isOverrun = false;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i += 1) value = value * 2 + this.#bit();
    return value;
  }

  rice(low: number): number {
    let quotient = 0;
    while (this.#bit() === 1) quotient += 1;
    return quotient * (1 << low) + this.read(low);
  }

  number(): number {
    return this.read(this.read(6));
  }

  /** Is all that is left the filling up of the last character? */
  get isAtEnd(): boolean {
    return Math.floor((this.#at + 5) / 6) === this.#text.length;
  }

  #bit(): number {
    const character = this.#text[Math.floor(this.#at / 6)];
    if (character === undefined) {
      this.isOverrun = true;
      return 0;
    }
    const bit = bitAt(TOKEN_ALPHABET.indexOf(character), 5 - (this.#at % 6));
    this.#at += 1;
    return bit;
  }
}

/** Length of the unary and binary parts of a Rice code. */
export function riceLength(value: number, low: number): number {
  return Math.floor(value / (1 << low)) + 1 + low;
}

function bitLength(value: number): number {
  let length = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) length += 1;
  return length;
}

/** By division, not by shifts: the value may be wider than 32 bits. */
function bitAt(value: number, place: number): number {
  let rest = value;
  for (let i = 0; i < place; i += 1) rest = Math.floor(rest / 2);
  return rest % 2;
}
