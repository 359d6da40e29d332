import { utf8Length } from './utf8-length.js';

/**
 * As many parts, from the first on, as fit into so many bytes of UTF-8; where
 * some are left out, `announce` says how many, and its words have room too.
 */
export function fitParts(
  parts: readonly string[],
  {
    bytesMax,
    announce,
  }: { readonly bytesMax: number; readonly announce: (left: number) => string },
): string {
  const sizes = parts.map(utf8Length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= bytesMax) return parts.join('');
  const room = bytesMax - utf8Length(announce(parts.length));
  let used = 0;
  let kept = 0;
  while (kept < parts.length && used + sizes[kept]! <= room) used += sizes[kept++]!;
  return `${parts.slice(0, kept).join('')}${announce(parts.length - kept)}`;
}
