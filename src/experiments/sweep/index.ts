// What other rooms use of sweeps; the room's own index passes it on.

export { clopperPearson, type Interval } from './clopper-pearson.js';
export { PARAMETERS } from './parameters.js';
export {
  type SweepProgress,
  type SweepRequest,
  type SweepRunner,
  sweepScenario,
} from './sweep-scenario.js';
export { overlap, parseVariation, type Variation } from './vary.js';
