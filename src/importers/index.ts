/** The importers' room: a stranger's file → what was traded → what went twice → scenarios that reproduce it. */
export { type Imported, scenarioOfBurst } from './burst-scenario.js';
export type { Burst, Way } from './bursts.js';
export type { Facts, RecordedTrade } from './facts.js';
export type { Reader, SourceFile } from './reader.js';
export { READERS } from './readers.js';
export { SourceRefusal } from './refusal.js';
export { renderScan, renderScanJson } from './render-scan.js';
export { type Scan, type ScanOptions, scanSource, WINDOW_US } from './scan.js';
