export { poolCanRunDry } from './database-use.js';
export { type Detail, Simulation, type SimulationOptions } from './simulation.js';
