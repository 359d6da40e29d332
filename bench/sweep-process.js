// One of several processes that share nothing: does its sweep and prints how long that took by the clock.
import { openExplorePool, sweepScenario } from '../dist/experiments/index.js';
import { sweepRequest } from './sweep-request.js';

const [points, trials] = process.argv.slice(2).map(Number);
const pool = openExplorePool(1);
const run = (job) => pool.sweep(job, { shouldStop: () => false });
await sweepScenario(sweepRequest(8, trials), run);
const startMs = performance.now();
await sweepScenario(sweepRequest(points, trials), run);
console.log(performance.now() - startMs);
await pool.close();
