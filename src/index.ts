/** The public API: the engine for any program, the words of a tape, and the conductors. */
export * from './assertions/index.js';
export * from './domain/index.js';
export * from './experiments/index.js';
export * as engine from './exploration/index.js';
/** The guards and the system under test: the same files run in a live bot, on ports of its own. */
export * as guards from './guards/index.js';
export { GUARD_NAMES, GUARD_SETS, guardOfCall } from './guards/index.js';
export {
  type Access,
  type AccessMode,
  AccessTable,
  type Chooser,
  type Comparison,
  type Completion,
  type Footprint,
  Kernel,
  KernelClock,
  KernelSemaphore,
  LockKnowledge,
  NameTable,
  type Program,
  ProgramFault,
  Streams,
  type SymmetricTask,
} from './kernel/index.js';
export { editScenario, parseScenario, printScenario, type Scenario } from './scenario/index.js';
export { parseTape, type Tape, type TapeEvent, type TapeHeader } from './tape/index.js';
export * as trading from './trading/index.js';
export * from './verdict/index.js';
export { stepWords } from './words/index.js';
