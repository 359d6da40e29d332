import type { SourceFile } from './reader.js';
import { SourceRefusal } from './refusal.js';

/** The file as UTF-8 text; null where it is none. */
export function textIn({ bytes }: SourceFile): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The file as text, or where it stops being it. */
export function readText(source: SourceFile): string {
  const text = textIn(source);
  if (text !== null) return text;
  const lines = linesOf(source.bytes);
  const bad = lines.findIndex((bytes) => textIn({ ...source, bytes }) === null);
  throw new SourceRefusal({
    place: `line ${bad + 1}`,
    expected: 'UTF-8 text',
    found: lines[bad]?.includes(0) ? 'a NUL byte' : 'bytes that are none',
    hint: 'Save the file as UTF-8.',
  });
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let begin = 0; begin < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, begin);
    const end = newline === -1 ? bytes.length : newline + 1;
    lines.push(bytes.subarray(begin, end));
    begin = end;
  }
  return lines;
}
