import { type LiveChoice, renderLivePage } from '../live/index.js';
import type { Io } from '../runs/index.js';
import {
  asGiven,
  checkFolderNames,
  EXIT,
  expectedSets,
  InputProblem,
  loadScenarios,
  openOutput,
  pageScript,
  reasonOf,
  shippedScenarios,
} from '../runs/index.js';
import { type GuardSet, parseGuardSet, type Scenario } from '../scenario/index.js';
import { LiveFeed, LiveSession, openServer, type Wish } from '../server/index.js';
import { escapeTerminal } from '../words/index.js';
import type { Command } from './command.js';
import { GUARDS_ONCE, LATENCY, limitOptions, MODE_OPTIONS, SEED } from './explore-options.js';
import { FAULT, FAULTS_MAX } from './fault-option.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { prepareJob } from './serve-job.js';
import { ServeJobs } from './serve-jobs.js';
import { readServeSettings, type ServeSettings } from './serve-settings.js';
import { readVariations } from './sweep-settings.js';

/** `racetape serve`: the live page and the dashboard API. */
export const serveCommand: Command = {
  name: 'serve',
  positionals: '[scenario]',
  summary: 'Serve a live page and the dashboard API over a replay, and over an exploration.',
  teaching: `The scenario is replayed, and a cursor moves over its tape in virtual time: cash, equity, positions
and trades move on the page and in the dashboard API (/api/positions, /api/pnl, /api/status,
/api/risk/status, /api/trades). Pause, step and speed move the cursor only: what happened has
happened. With --explore every order is looked through as well, and the first one that fails is
shown and saved the moment it is found; with --vary a sweep follows. Without a scenario the page lists the shipped ones.

It listens on this machine only, unless --host says otherwise, and goes on until Ctrl-C; the results
are in <out>, as replay and explore leave them.`,
  options: [
    GUARDS_ONCE,
    {
      name: 'explore',
      takes: null,
      times: 'once',
      describe: 'Explore as well, once the replay is shown (as racetape explore does).',
    },
    {
      name: 'speed',
      takes: 'N',
      times: 'once',
      describe: 'Virtual seconds in a second (default 1); it can be changed on the page.',
    },
    {
      name: 'port',
      takes: 'N',
      times: 'once',
      describe: 'Port (default 5555, that of the dashboard; 0: any free one).',
    },
    {
      name: 'host',
      takes: 'HOST',
      times: 'once',
      describe:
        'Name or address to listen on (default 127.0.0.1: this machine only). Others on the network can then read and control it.',
    },
    {
      name: 'market',
      takes: 'STATE',
      times: 'once',
      describe:
        'What the dashboard API is told of the market: open, closed, error, or auto (by the virtual clock: New York, Monday to Friday 09:30 to 16:00; holidays are not known). Default auto.',
    },
    {
      name: 'vary',
      takes: 'P=A..B:STEP',
      times: 'repeatable',
      describe: 'Sweep as well, as racetape sweep does, for instance db.write=0ms..40ms:20ms.',
    },
    {
      name: 'trials',
      takes: 'N',
      times: 'once',
      describe: 'Replays at each point of a sweep (default 200).',
    },
    ...MODE_OPTIONS,
    ...limitOptions('').filter(({ name }) => name !== 'workers'),
    SEED,
    LATENCY,
    FAULT,
    FAULTS_MAX,
    ...ANSWER_OPTIONS.filter(({ name }) => name !== 'json' && name !== 'reporter'),
  ],
  examples: [
    {
      line: 'racetape serve scenarios/app-4x-buy.yaml --guards none --speed 0.1',
      shows: 'The burst in slow motion, at http://127.0.0.1:5555/.',
    },
    {
      line: 'racetape serve scenarios/app-overlapping-narrow.yaml --guards three-layer --explore',
      shows: 'The first duplicate, while the exploration goes on.',
    },
  ],
  run: async (given, io) => {
    const settings = readServeSettings(given, io);
    if (given.positionals.length > 1)
      throw new InputProblem(
        `serve takes one scenario, found ${given.positionals.length}`,
        'For instance: racetape serve scenarios/app-4x-buy.yaml',
      );
    const isChosen = given.positionals.length > 0;
    const loaded = loadScenarios(isChosen ? given.positionals : shippedScenarios(io), io);
    if (!loaded.ok) return loaded.code;
    checkFolderNames(loaded.scenarios.map((scenario) => ({ scenario })));
    if (isChosen) checkFits(loaded.scenarios[0]!, settings);
    await serve(loaded.scenarios, isChosen, settings, io);
    io.stderr.write('racetape: interrupted; what was found by then is saved\n');
    return EXIT.interrupted;
  },
};

/** Throws an `InputProblem` where faults or a sweep speak of what this scenario has not. */
function checkFits(declared: Scenario, { explore, sweep }: ServeSettings): void {
  const scenario = asGiven(declared, explore);
  if (sweep !== null) readVariations(sweep.vary, scenario);
}

function fits(scenario: Scenario, settings: ServeSettings): boolean {
  try {
    checkFits(scenario, settings);
    return true;
  } catch (error) {
    if (error instanceof InputProblem) return false;
    throw error;
  }
}

/** Until Ctrl-C. */
async function serve(
  scenarios: readonly Scenario[],
  isChosen: boolean,
  settings: ServeSettings,
  io: Io,
): Promise<void> {
  const out = await openOutput(settings.explore.out, io);
  const feed = new LiveFeed(sessionName());
  const session = new LiveSession(feed, { ...settings, choices: scenarios.map(choiceOf) });
  const jobs = new ServeJobs({ io, out, settings }, session);
  const choose = ({ scenario: path, guards, explore }: Wish): boolean => {
    const scenario = scenarios.find((each) => each.path === path);
    const guardSet = parseGuardSet(guards);
    if (scenario === undefined || !guardSet.ok || !fits(scenario, settings)) return false;
    jobs.start({ scenario, guardSet: guardSet.value, isExploring: explore });
    return true;
  };
  const [first] = scenarios;
  const chosen =
    isChosen && first !== undefined
      ? {
          scenario: first,
          guardSet: settings.explore.guardSet,
          isExploring: settings.isExploring,
        }
      : null;
  // Before the first request can come: the account is there from the start.
  if (chosen !== null) prepareJob(chosen, settings, session);
  const page = (): ReturnType<typeof renderLivePage> =>
    renderLivePage(session.snapshot(), pageScript('live'));
  const server = await openServer({ session, feed, folder: out, page, choose }, settings, (error) =>
    io.stderr.write(
      `racetape: a request could not be answered: ${escapeTerminal(String(error))}\n`,
    ),
  ).catch((error: unknown) => {
    throw cannotListen(error, settings);
  });
  const stopTicking = io.meanwhile(() => session.tick(io.nowMs()));
  try {
    io.stdout.write(`${greeting(server, scenarios, isChosen, settings)}\n`);
    if (chosen !== null) jobs.start(chosen);
    await untilInterrupted(io, jobs);
  } finally {
    await jobs.end();
    // What came last is told before everybody is let go.
    session.flush();
    stopTicking();
    session.close();
    await server.close();
  }
}

/** Resolves at Ctrl-C; rejects where a job broke off through a fault of ours, or of the disk's. */
function untilInterrupted(io: Io, jobs: ServeJobs): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = io.meanwhile(() => {
      const { failure } = jobs;
      if (failure === null && !io.interrupted()) return;
      stop();
      if (failure === null) resolve();
      else reject(failure.error);
    });
  });
}

function greeting(
  { host, port }: { readonly host: string; readonly port: number },
  scenarios: readonly Scenario[],
  isChosen: boolean,
  { explore, host: wanted }: ServeSettings,
): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const what =
    isChosen && scenarios[0] !== undefined
      ? `${scenarios[0].id} under ${explore.guardSet.guardSet}`
      : `${scenarios.length} scenarios to choose from`;
  const where = `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${port}/`;
  const note = isLoopback(wanted)
    ? ''
    : '\nListening beyond this machine: whoever reaches it can read and control it.';
  return escapeTerminal(`Serving ${what} at ${where}`) + note;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function choiceOf(scenario: Scenario): LiveChoice {
  return {
    path: scenario.path,
    title: scenario.title,
    guardSets: [...new Set(expectedSets(scenario).map((set: GuardSet) => set.guardSet))],
  };
}

/** One life of the server is told from the next by when it began. */
function sessionName(): string {
  return Date.now().toString(36);
}

function cannotListen(
  error: unknown,
  { host, port }: Pick<ServeSettings, 'host' | 'port'>,
): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const inUse = 'code' in error && error.code === 'EADDRINUSE';
  return new InputProblem(
    `cannot listen on ${host}:${port}: ${inUse ? 'something else does' : reasonOf(error)}`,
    inUse ? 'Name another port: --port 5556 (0: any free one)' : 'Try --host 127.0.0.1 --port 5555',
  );
}
