// Events per CPU second of long replays at 1,000, 10,000 and 100,000 signals, each in a process
// of its own, alternated; the claim is that the cost per event stays flat (within 1.3x).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';

const script = fileURLToPath(new URL('./long-day.js', import.meta.url));
const SIZES = [1_000, 10_000, 100_000];

const cost = new Map(SIZES.map((size) => [size, []]));
const rounds = Number(process.argv[2] ?? 5);
for (let round = 0; round < rounds; round++) {
  for (const size of SIZES) {
    const day = JSON.parse(
      execFileSync(process.execPath, [script, String(size)], { encoding: 'utf8' }),
    );
    cost.get(size).push(day.usPerEvent);
    if (round === rounds - 1) {
      const limit = 3 * day.databaseGrowth + 32 * 2 ** 20;
      const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
      console.log(
        `${size} signals: ${day.events} events, tape ${mib(day.tapeBytes)} MiB, resident growth ${mib(day.residentGrowth)} MiB (limit ${mib(limit)} MiB)`,
      );
    }
  }
}
console.log('\nCPU microseconds per event (median, with all rounds)');
for (const [size, costs] of cost) {
  console.log(
    `  ${String(size).padStart(7)} signals  ${median(costs).toFixed(2)}   (${costs.map((one) => one.toFixed(2)).join(' ')})`,
  );
}
const medians = SIZES.map((size) => median(cost.get(size)));
console.log(
  `  largest over smallest: x${(Math.max(...medians) / Math.min(...medians)).toFixed(2)}`,
);
