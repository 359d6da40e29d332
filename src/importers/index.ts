/** The importers' room: a stranger's file → what was traded → what went twice → scenarios that reproduce it. */
export { scenarioOfBurst } from './burst-scenario.js';
export type { Way } from './bursts.js';
export type { SourceFile } from './reader.js';
export { READERS } from './readers.js';
export { SourceRefusal } from './refusal.js';
export { renderScan, renderScanJson } from './render-scan.js';
export { type Scan, type ScanOptions, scanSource, WINDOW_US } from './scan.js';
