import { alpaca } from './formats/alpaca.js';
import { binance } from './formats/binance.js';
import { botLog } from './formats/bot-log.js';
import { fix } from './formats/fix.js';
import { freqtrade } from './formats/freqtrade.js';
import { interactiveBrokers } from './formats/interactive-brokers.js';
import { jsonObjects } from './formats/json-objects.js';
import { nautilus } from './formats/nautilus.js';
import { plainCsv } from './formats/plain-csv.js';
import { recordedLog } from './formats/recorded-log.js';
import { sqliteRecorded } from './formats/sqlite-recorded.js';
import type { Reader } from './reader.js';

/** Every format, in the order in which a file is held against them: the particular before the general. */
export const READERS: readonly Reader[] = [
  freqtrade,
  sqliteRecorded,
  alpaca,
  recordedLog,
  jsonObjects,
  binance,
  interactiveBrokers,
  nautilus,
  plainCsv,
  fix,
  botLog,
];
