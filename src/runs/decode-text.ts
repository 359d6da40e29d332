type DecodedText =
  | { readonly ok: true; readonly text: string }
  /** The place of the first byte that no text has there; columns in UTF-16 code units, as editors count. */
  | {
      readonly ok: false;
      readonly line: number;
      readonly column: number;
      readonly found: 'NUL' | 'no UTF-8';
    };

/** Bytes as UTF-8 text, or where they stop being it. Linear. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (!bytes.includes(0)) {
    const text = decoded(bytes);
    if (text !== null) return { ok: true, text };
  }
  let line = 1;
  for (let begin = 0; ; line++) {
    const newline = bytes.indexOf(NEWLINE, begin);
    const end = newline === -1 ? bytes.length : newline + 1;
    const whole = bytes.subarray(begin, end);
    if (whole.includes(0) || decoded(whole) === null)
      return { ok: false, line, ...firstBadIn(whole) };
    begin = end;
  }
}

const NEWLINE = 0x0a;

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Byte by byte through one line that is known to be bad. */
function firstBadIn(line: Uint8Array): {
  readonly column: number;
  readonly found: 'NUL' | 'no UTF-8';
} {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let column = 1;
  for (let at = 0; at < line.length; at++) {
    try {
      column += decoder.decode(line.subarray(at, at + 1), { stream: true }).length;
    } catch {
      return { column, found: 'no UTF-8' };
    }
    if (line[at] === 0) return { column: column - 1, found: 'NUL' };
  }
  // The line ends inside a character.
  return { column, found: 'no UTF-8' };
}
