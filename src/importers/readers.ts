import { plainCsv } from './formats/plain-csv.js';
import { sqliteRecorded } from './formats/sqlite-recorded.js';
import type { Reader } from './reader.js';

/** Every format, in the order in which a file is held against them: the particular before the general. */
export const READERS: readonly Reader[] = [sqliteRecorded, plainCsv];
