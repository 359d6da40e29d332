import type { Facts } from './facts.js';

/** A file as the host hands it over. */
export interface SourceFile {
  /** As people read it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Bytes in the files that SQLite keeps beside a database; 0: there is none, or it is empty. */
  readonly beside: { readonly wal: number; readonly journal: number };
}

export interface ReadOptions {
  /** The IANA zone of stamps that name none; null: nobody has said. */
  readonly zone: string | null;
}

/** One format. A new one is a file, and a line in `readers.ts`. */
export interface Reader {
  readonly name: string;
  /** One line for help. */
  readonly about: string;
  /** Why the file is taken for one of these; null: it is none. */
  detect(source: SourceFile): string | null;
  /** Throws a `SourceRefusal` where the file does not say what it must. */
  read(source: SourceFile, options: ReadOptions): Promise<Facts>;
}
