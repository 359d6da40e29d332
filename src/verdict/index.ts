export * from './finding.js';
export * from './judgement.js';
