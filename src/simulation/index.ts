export { type Detail, Simulation, type SimulationOptions } from './simulation.js';
