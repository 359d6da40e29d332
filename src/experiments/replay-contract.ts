import type { GuardName } from '../domain/index.js';
import type { Scenario } from '../scenario/index.js';
import type { TapeEvent, TapeHeader } from '../tape/index.js';
import type { Judgement } from '../verdict/index.js';
import type { Extras } from './extras.js';

/** One replay of one scenario under one guard set. */
export interface ReplayRequest extends Extras {
  readonly scenario: Scenario;
  /** As asked for: a name or a comma list. */
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  /** Integer, 0 to 2^32 - 1. */
  readonly seed: number;
}

/** Hears the tape while it is made: nothing of it need be kept in memory. */
export interface TapeListener {
  /** The header, before anything happens. */
  header(header: TapeHeader, line: string): void;
  event(event: TapeEvent, line: string): void;
}

export interface ReplayResult {
  readonly header: TapeHeader;
  readonly judgement: Judgement;
  /** SHA-256 of the tape, hex. */
  readonly digest: string;
  readonly eventsCount: number;
  /** The SQLite database as the run left it: the bytes of a file. */
  readonly database: Uint8Array;
  /** Host time is no part of a run; virtual time at its end. */
  readonly endUs: number;
}
