import type { ByteReader, ByteWriter } from './byte-stream.js';

/** Larger numbers lose bits when a difference is doubled; a column that holds one is kept in words. */
const EXACT_MAX = 2_251_799_813_685_248;

/** Can the number stand in a column of differences? */
export function isPlainNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= EXACT_MAX;
}

/** Each number as its difference to the one before it, the sign in the lowest place: small where the column is calm. */
export function writeNumbers(writer: ByteWriter, numbers: readonly number[]): void {
  let before = 0;
  for (const value of numbers) {
    const difference = value - before;
    writer.number(difference < 0 ? -2 * difference - 1 : 2 * difference);
    before = value;
  }
}

export function readNumbers(reader: ByteReader, count: number): readonly number[] {
  const numbers = new Array<number>(count);
  let before = 0;
  for (let index = 0; index < count; index++) {
    const coded = reader.number();
    before += coded % 2 === 1 ? -(coded + 1) / 2 : coded / 2;
    numbers[index] = before;
  }
  return numbers;
}
