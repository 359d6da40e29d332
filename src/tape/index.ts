export { digestTape, TapeDigest } from './digest.js';
export { encodeEvent, encodeHeader, encodeTape } from './encode.js';
export { EVENT_KINDS } from './event-shape.js';
export * from './events.js';
export * from './header.js';
export type { TapeProblem } from './problem.js';
export { parseTape, readTapeLines, TapeReader } from './read.js';
export type { Sight, SightPlace } from './sight.js';
