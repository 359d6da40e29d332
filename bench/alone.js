// A thread that draws a whole sample by itself. Two of them side by side share
// nothing: what they gain over one is what the machine gives two threads.
import { parentPort } from 'node:worker_threads';
import { openExplorePool } from '../dist/experiments/index.js';

const pool = openExplorePool(1);
parentPort.on('message', async (request) => {
  await pool.explore({ ...request, shouldStop: () => false });
  parentPort.postMessage('done');
});
