import type { Facts } from './facts.js';
import type { Reader, ReadOptions, SourceFile } from './reader.js';
import { READERS } from './readers.js';
import { SourceRefusal } from './refusal.js';

export interface ReadSource {
  readonly format: string;
  /** Why the file was taken for one of that format. */
  readonly because: string;
  readonly facts: Facts;
}

/** Reads a file as what it is, or as what somebody says it is. Throws a `SourceRefusal`. */
export async function readSource(
  source: SourceFile,
  options: ReadOptions & { readonly format: string | null },
): Promise<ReadSource> {
  const { reader, because } = readerFor(source, options.format);
  return { format: reader.name, because, facts: await reader.read(source, options) };
}

function readerFor(source: SourceFile, format: string | null): { reader: Reader; because: string } {
  if (source.bytes.length === 0) throw unknown('an empty file');
  for (const reader of READERS) {
    if (format !== null && reader.name !== format) continue;
    const because = format === null ? reader.detect(source) : '--format says so';
    if (because !== null) return { reader, because };
  }
  throw unknown('none of them');
}

function unknown(found: string): SourceRefusal {
  return new SourceRefusal({
    place: null,
    expected: `one of: ${READERS.map(({ name, about }) => `${name} (${about})`).join('; ')}`,
    found,
    hint: 'Export the trades as CSV with such a header, or name the format with --format.',
  });
}
