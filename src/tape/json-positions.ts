/** Deeper nesting than any line of a tape has: where it begins counts as the error. */
const DEPTH_MAX = 64;

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

export interface JsonPositions {
  /** Index at which the text stops being JSON, or null where it is JSON throughout. */
  readonly errorAt: number | null;
  /** Index at which the value at this path begins; of its nearest container where there is none. */
  at(path: readonly (string | number)[]): number;
}

/**
 * Finds out where the values of a JSON text begin, or where it goes wrong.
 * `JSON.parse` says neither reliably (its messages differ between Node
 * versions). Only for lines that are already known to be faulty; linear.
 */
export function jsonPositions(source: string): JsonPositions {
  const begins = new Map<string, number>();
  let index = 0;

  /** Moves over what matches here; true if anything did. */
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    const match = pattern.exec(source);
    if (match !== null) index += match[0].length;
    return match !== null;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (source[index] !== mark) return false;
    index++;
    return true;
  };
  const members = (close: string, member: (ordinal: number) => boolean): boolean => {
    if (takeMark(close)) return true;
    for (let ordinal = 0; ; ordinal++) {
      if (!member(ordinal)) return false;
      if (takeMark(close)) return true;
      if (!takeMark(',')) return false;
    }
  };
  const value = (path: readonly (string | number)[]): boolean => {
    take(SPACE);
    begins.set(JSON.stringify(path), index);
    if (path.length > DEPTH_MAX) return false;
    if (takeMark('{')) {
      return members('}', () => {
        take(SPACE);
        const from = index;
        if (!take(STRING)) return false;
        const key = JSON.parse(source.slice(from, index)) as string;
        return takeMark(':') && value([...path, key]);
      });
    }
    if (takeMark('[')) return members(']', (ordinal) => value([...path, ordinal]));
    return take(STRING) || take(SCALAR);
  };

  const whole = value([]);
  take(SPACE);
  const errorAt = whole && index === source.length ? null : index;
  return {
    errorAt,
    at(path) {
      for (let length = path.length; length > 0; length--) {
        const begin = begins.get(JSON.stringify(path.slice(0, length)));
        if (begin !== undefined) return begin;
      }
      return begins.get('[]') ?? 0;
    },
  };
}
