import { openSqliteCopy, type SqliteDatabase } from '../sql/index.js';
import type { SourceFile } from './reader.js';
import { SourceRefusal } from './refusal.js';

const MAGIC = 'SQLite format 3\0';
const HEADER_LENGTH = 100;

export function isSqlite({ bytes }: SourceFile): boolean {
  return String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/** Opens a copy of a database that is all there; refuses one whose newest rows lie in another file. */
export async function openWhole(source: SourceFile): Promise<SqliteDatabase> {
  refuseUnwritten(source);
  refuseCut(source);
  const bytes = source.bytes.slice();
  // Versions 2 stand for WAL, which needs shared memory; with no WAL beside it the file is complete without.
  bytes[18] = 1;
  bytes[19] = 1;
  try {
    const database = await openSqliteCopy(bytes);
    database.prepare('SELECT count(*) FROM sqlite_master').all();
    return database;
  } catch (error) {
    throw damaged(source, (error as Error).message);
  }
}

/** SQLite would read a WAL and roll a journal back; a copy of the one file knows of neither. */
function refuseUnwritten({ name, beside }: SourceFile): void {
  if (beside.wal > 0)
    throw new SourceRefusal({
      place: null,
      expected: 'a database whose rows are all in the file itself',
      found: `${beside.wal} bytes in ${name}-wal beside it, which hold its newest rows`,
      hint: `Bring them in first: sqlite3 ${name} "PRAGMA wal_checkpoint(TRUNCATE)"`,
    });
  if (beside.journal > 0)
    throw new SourceRefusal({
      place: null,
      expected: 'a database that no transaction was cut off in',
      found: `${beside.journal} bytes in ${name}-journal beside it, which take its last transaction back`,
      hint: `Let SQLite do so first: sqlite3 ${name} "SELECT count(*) FROM sqlite_master"`,
    });
}

function refuseCut({ bytes }: SourceFile): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWhole = bytes.length >= HEADER_LENGTH;
  const written = isWhole ? view.getUint16(16) : 0;
  const pageBytes = written === 1 ? 65_536 : written;
  const pages = isWhole ? view.getUint32(28) : 0;
  if (isWhole && pages * pageBytes <= bytes.length) return;
  throw new SourceRefusal({
    place: null,
    expected: isWhole ? `${pages * pageBytes} bytes, as its header says` : 'a whole database',
    found: `${bytes.length} bytes`,
    hint: 'The file is cut off: copy it again, with the bot stopped.',
  });
}

export function damaged({ name }: SourceFile, said: string): SourceRefusal {
  return new SourceRefusal({
    place: null,
    expected: 'a database that SQLite can read',
    found: `one of which it says: ${said}`,
    hint: `See what is left of it: sqlite3 ${name} "PRAGMA integrity_check"`,
  });
}
