import { deflateSync } from 'fflate';

/**
 * Bytes as text that a page may hold anywhere: deflated, then base64. By a library
 * and not by Node's zlib, whose output differs between versions: the same bytes in
 * give the same text out everywhere. What reads it, here and in a browser, is the
 * host's own, since there is only one way to inflate.
 */
export function packBytes(bytes: Uint8Array): string {
  const packed = deflateSync(bytes, { level: 9 });
  let text = '';
  // In pieces of three bytes times some, so that only the last one is padded.
  for (let from = 0; from < packed.length; from += PIECE_BYTES)
    text += btoa(String.fromCharCode(...packed.subarray(from, from + PIECE_BYTES)));
  return text;
}

const PIECE_BYTES = 3 * 4_096;

/** What `packBytes` packed. */
export async function unpackBytes(text: string): Promise<Uint8Array> {
  const raw = atob(text);
  const packed = new Uint8Array(raw.length);
  for (let index = 0; index < raw.length; index++) packed[index] = raw.charCodeAt(index);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
