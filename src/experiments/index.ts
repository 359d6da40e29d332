export { replay } from './replay.js';
export * from './replay-contract.js';
