// Points per CPU second of a sweep, whether a point costs the same in a large sweep
// as in a small one, and what a second worker is worth beside what this machine gives
// two processes that share nothing.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GUARD_SETS } from '../dist/domain/index.js';
import { openExplorePool, sweepScenario } from '../dist/experiments/index.js';
import { runSweepJob } from '../dist/experiments/sweep/sweep-job.js';
import { median } from './measure.js';
import { sweepRequest } from './sweep-request.js';

const SETS = ['none', 'three-layer', 'all'];
const TRIALS = 100;

/** CPU milliseconds of a sweep's points and of its critical values, apart. */
async function cpuOfSweep(points) {
  const spent = { trials: 0, critical: 0, rare: 0 };
  const run = async (job) => {
    const before = process.cpuUsage();
    const result = await runSweepJob(job, () => false);
    const { user, system } = process.cpuUsage(before);
    spent[job.kind] += (user + system) / 1000;
    return result;
  };
  // One job after another: what is measured of one must hold nothing of the next.
  let last = Promise.resolve();
  await sweepScenario(sweepRequest(points, TRIALS), (job) => {
    const next = last.then(() => run(job));
    last = next;
    return next;
  });
  return spent;
}

async function benchPoints() {
  const sizes = [4, 64];
  const perPoint = new Map(sizes.map((size) => [size, []]));
  const critical = [];
  for (let round = -1; round < 3; round++) {
    for (const size of sizes) {
      const spent = await cpuOfSweep(size);
      if (round < 0) continue;
      perPoint.get(size).push(spent.trials / (size * SETS.length));
      critical.push(spent.critical);
    }
  }
  console.log(`\nCPU milliseconds a point of ${TRIALS} replays, three guard sets`);
  for (const [size, figures] of perPoint) {
    const each = median(figures);
    console.log(
      `  ${String(size * SETS.length).padStart(4)} points  ${each.toFixed(1).padStart(7)} ms   ${(1000 / each).toFixed(1)} points a CPU second   (${figures.map((figure) => figure.toFixed(1)).join(' ')})`,
    );
  }
  const [small, large] = sizes.map((size) => median(perPoint.get(size)));
  console.log(`  a point of the large sweep over one of the small: x${(large / small).toFixed(2)}`);
  console.log(`  critical values of all three sets: ${median(critical).toFixed(0)} ms a sweep`);
}

/** Wall-clock milliseconds of a sweep in a pool that is open and warm. */
async function wallOfSweep(workers, points) {
  const pool = openExplorePool(workers);
  const run = (job) => pool.sweep(job, { shouldStop: () => false });
  // Long enough that every worker has compiled what it needs.
  await sweepScenario(sweepRequest(8, TRIALS), run);
  const startMs = performance.now();
  await sweepScenario(sweepRequest(points, TRIALS), run);
  const wallMs = performance.now() - startMs;
  await pool.close();
  return wallMs;
}

/** Wall-clock milliseconds of `count` processes that each do the same points at once, by their own clocks. */
async function wallOfProcesses(count, points) {
  const file = fileURLToPath(new URL('./sweep-process.js', import.meta.url));
  const one = () =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [file, String(points), String(TRIALS)]);
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      child.on('error', reject);
      child.on('close', () => resolve(Number(said)));
    });
  return Math.max(...(await Promise.all(Array.from({ length: count }, one))));
}

async function benchWorkers() {
  const workers = [];
  const processes = [];
  for (let round = 0; round < 3; round++) {
    const one = await wallOfSweep(1, 96);
    const two = await wallOfSweep(2, 96);
    workers.push(one / two);
    const alone = await wallOfProcesses(1, 48);
    const together = await wallOfProcesses(2, 48);
    processes.push((2 * alone) / together);
  }
  const words = (figures) =>
    `x${median(figures).toFixed(2)}   (${figures.map((figure) => figure.toFixed(2)).join(' ')})`;
  console.log('\nTwo over one, by the clock');
  console.log(`  workers of one sweep                     ${words(workers)}`);
  console.log(`  processes that share nothing: the limit  ${words(processes)}`);
}

console.log(`guard sets ${SETS.map((name) => `${name} (${GUARD_SETS[name].length})`).join(', ')}`);
await benchPoints();
await benchWorkers();
