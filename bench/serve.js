// Do listeners slow the engine? One exploration, alone and served, with nobody and with fifty-one listeners.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ExplorationTeller } from '../dist/cli/exploration-teller.js';
import { GUARD_SETS } from '../dist/domain/index.js';
import { exploreScenario, replay } from '../dist/experiments/index.js';
import { LiveFeed, LiveSession, openServer } from '../dist/server/index.js';
import { burstScenario } from './burst.js';
import { median, printTable } from './measure.js';

const LISTENERS = 51;
const RUNS = 20_000;
const ROUNDS = 5;

const scenario = burstScenario();
const guards = GUARD_SETS.all;
const setting = { scenario, guardSet: 'all', guards, seed: 1 };
const io = { nowMs: () => performance.now() };

/** A sample without memory of earlier runs: every run is made. */
const explore = (onProgress) =>
  exploreScenario({
    ...setting,
    mode: 'bounded',
    timing: 'untimed',
    bound: 1_000,
    schedules: RUNS,
    strategy: 'random',
    shouldStop: stopAfter(RUNS),
    ...(onProgress === undefined ? {} : { onProgress }),
  });

function stopAfter(runs) {
  let asked = 0;
  return () => ++asked > runs;
}

async function servedReplay() {
  const events = [];
  const { header, judgement } = await replay(setting, {
    header: () => {},
    event: (event) => events.push(event),
  });
  const system = { symbolsCount: 1, limiter: null };
  return { header, findings: judgement.findings, events, system };
}

const feed = new LiveFeed('bench');
const session = new LiveSession(feed, { market: 'auto', speed: 0.001, choices: [] });
const scene = { title: 'bench', path: 'bench', guardSet: 'all', guards, seed: 1 };
const words = { replayLine: '', links: [], verdict: null, verdictWords: '', standing: 'met' };
const page = () => ({ html: '', policy: '' });
const server = await openServer(
  { session, feed, folder: '/nonexistent', page, choose: () => false },
  { host: '127.0.0.1', port: 0 },
  (error) => console.error(error),
);
const child = fork(fileURLToPath(new URL('./listeners.js', import.meta.url)));
const listen = async (open) => {
  child.send({ open, port: server.port });
  await once(child, 'message');
};

/** The engine with everything that `serve` does beside it: a moving cursor, frames, progress. */
async function served(replayed) {
  session.show({ ...scene, ...words }, replayed);
  const ticking = setInterval(() => session.tick(performance.now()), 20);
  const teller = new ExplorationTeller(session, io, 'bench');
  try {
    await explore((progress) => teller.progress(progress));
  } finally {
    clearInterval(ticking);
  }
}

const replayed = await servedReplay();
const contenders = {
  'the engine alone': () => explore(),
  'served, nobody listens': () => served(replayed),
  [`served, ${LISTENERS} listen, one never reads`]: () => served(replayed),
};
const names = Object.keys(contenders);
const cpu = Object.fromEntries(names.map((name) => [name, []]));
const wall = Object.fromEntries(names.map((name) => [name, []]));
for (let round = -1; round < ROUNDS; round++) {
  for (const name of names) {
    await listen(name === names[2] ? LISTENERS : 0);
    const [before, startMs] = [process.cpuUsage(), performance.now()];
    await contenders[name]();
    const { user, system } = process.cpuUsage(before);
    const ms = performance.now() - startMs;
    await listen(0);
    if (round < 0) continue;
    cpu[name].push(RUNS / ((user + system) / 1e6));
    wall[name].push(RUNS / (ms / 1e3));
  }
}
printTable(`exploring the burst, guards all: runs per CPU second`, cpu, names[0]);
printTable('the same: runs per second of the clock', wall, names[0]);
const slower = median(cpu[names[0]].map((alone, round) => alone / cpu[names[2]][round] - 1));
console.log(`\n${LISTENERS} listeners cost ${(100 * slower).toFixed(1)} % of CPU time`);
child.kill();
session.close();
await server.close();
