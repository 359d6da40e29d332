// One process, one long replay: `node bench/long-day.js 100000` prints one line of JSON.
// Resident memory is measured against the same process after a warm-up replay of
// 10,000 signals, with the scenario already built: what is left is what the
// replay itself makes the process grow by. The tape goes to a file, as the command line's does.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// As bin/racetape.js does.
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--heap-growing-percent=5');

const { dayOf } = await import('./day.js');
const { replay } = await import('../dist/experiments/index.js');

const BUFFER_LENGTH = 256 * 1024;
/** Enough for the compiler to have seen everything: a day of 1,000 is over before it has. */
const WARM_UP_SIGNALS = 10_000;
const REPEAT_UNTIL = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'racetape-day-'));

async function replayToFile(scenario, onTick) {
  const file = openSync(join(folder, 'tape.jsonl'), 'w');
  // One buffer for all writes: a fresh one for each would be garbage outside the heap.
  const buffer = Buffer.allocUnsafe(BUFFER_LENGTH);
  let used = 0;
  let bytes = 0;
  let events = 0;
  const flush = () => {
    bytes += writeSync(file, buffer, 0, used);
    used = 0;
  };
  const add = (line) => {
    if (used + 3 * line.length + 1 > BUFFER_LENGTH) flush();
    used += buffer.write(`${line}\n`, used);
  };
  const before = process.cpuUsage();
  const { guards } = scenario.system;
  const request = { scenario, guardSet: 'three-layer', guards, seed: 1 };
  const result = await replay(request, {
    header: (_header, line) => add(line),
    event: (_event, line) => {
      add(line);
      if (++events % 16_384 === 0) onTick();
    },
  });
  flush();
  closeSync(file);
  const { user, system } = process.cpuUsage(before);
  return {
    events,
    tapeBytes: bytes,
    databaseBytes: result.database.length,
    verdict: result.judgement.verdict,
    blocked: result.judgement.blocked.length,
    cpuS: (user + system) / 1e6,
  };
}

const count = Number(process.argv[2] ?? 100_000);
const scenario = dayOf(count);
try {
  await replayToFile(dayOf(WARM_UP_SIGNALS), () => {});
  // The file as it is before anything has happened, give or take one signal.
  const fresh = await replayToFile(dayOf(1), () => {});
  globalThis.gc?.();
  const start = process.memoryUsage().rss;
  let peak = start;
  const watch = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  let day = await replayToFile(scenario, watch);
  watch();
  // A short day is over before the compiler and the collector have come to rest: again and again,
  // until as much has happened as in a third of the longest.
  let { events, cpuS } = day;
  for (let signals = count; signals < REPEAT_UNTIL; signals += count) {
    const again = await replayToFile(scenario, watch);
    events += again.events;
    cpuS += again.cpuS;
  }
  day = { ...day, usPerEvent: (cpuS / events) * 1e6 };
  const databaseGrowth = day.databaseBytes - fresh.databaseBytes;
  console.log(JSON.stringify({ count, ...day, residentGrowth: peak - start, databaseGrowth }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
