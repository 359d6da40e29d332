export { poolCanRunDry } from './database-use.js';
export { Simulation } from './simulation.js';
