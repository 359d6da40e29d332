import { join } from 'node:path';
import { openExplorePool } from '../experiments/index.js';
import {
  explorationCheck,
  type Results,
  renderExploration,
  renderExploreJson,
} from '../formats/index.js';
import { renderExplorePage } from '../pages/index.js';
import type { Io } from '../runs/index.js';
import {
  asGiven,
  checkFolderNames,
  checkReplaceable,
  EXIT,
  EXPLORE_FILES,
  type ExitCode,
  type Explored,
  exploreToFolder,
  folderName,
  InputProblem,
  loadScenarios,
  openOutput,
  pageScript,
  scenarioPlaces,
  writeIndex,
} from '../runs/index.js';
import type { Command } from './command.js';
import { exitCodeOfAlarm } from './exit-code-of-alarm.js';
import { GUARDS_ONCE, LATENCY, limitOptions, MODE_OPTIONS, SEED } from './explore-options.js';
import { readExploreSettings } from './explore-settings.js';
import { FAULT, FAULTS_MAX } from './fault-option.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { sayHowLong } from './say-how-long.js';
import { reportWords } from './say-report.js';
import { checkTelling, planTelling, tellResults } from './tell-results.js';

/** `racetape explore`: is this guard set safe in every order? */
export const exploreCommand: Command = {
  name: 'explore',
  positionals: '<scenario>',
  summary:
    'Run every order in which things can complete: a certificate, or the smallest failing story.',
  teaching: `A replay shows one order of events; explore looks through all of them. What it answers is a claim:
  complete(N)  every one of N classes of orders was run (orders that differ only in steps which
               have nothing to do with each other are one class)
  bounded(k)   every order within k deviations of the default one was run
  sampled(n)   n orders were drawn; no more is claimed
Faults that may happen (when=maybe, or a probability) are searched too, at most --faults K at once.
A failure is made small (fewest signals, fewest deviations), told step by step, given a token that
racetape replay --token shows again, and set beside the nearest order that passes.

It leaves explore.json, explore.html and the tapes of both runs in <out>/<scenario>/<guard set>/.`,
  options: [
    GUARDS_ONCE,
    ...MODE_OPTIONS,
    ...limitOptions(
      'Worker threads that share a sample (default 1). The answer is the same for any number.',
    ),
    SEED,
    LATENCY,
    FAULT,
    FAULTS_MAX,
    ...ANSWER_OPTIONS,
  ],
  examples: [
    {
      line: 'racetape explore scenarios/app-overlapping-narrow.yaml --guards three-layer',
      shows: 'A thousand replays pass, and yet there is an order that buys twice.',
    },
    {
      line: 'racetape explore scenarios/app-overlapping-cycles.yaml --guards all',
      shows: 'A certificate: no order that its latencies allow duplicates.',
    },
    {
      line: 'racetape explore scenarios/app-4x-buy.yaml --guards none --mode sample --schedules 200',
      shows: 'Where all is too much: a sample, with an estimate of how much there is.',
    },
  ],
  run: async (given, io) => {
    const settings = readExploreSettings(given, io, 1);
    checkTelling(planTelling(settings, io));
    const loaded = loadScenarios([theScenario(given.positionals, 'explore')], io);
    if (!loaded.ok) return loaded.code;
    const scenario = loaded.scenarios[0]!;
    checkFolderNames([{ scenario }]);
    // What the command line adds is refused before anything is written.
    asGiven(scenario, settings);
    const out = await openOutput(settings.out, io);
    const { guardSet } = settings;
    const folder = join(out, scenario.id, folderName(guardSet));
    checkReplaceable(folder);
    const pool = openExplorePool(settings.workers);
    const stopRelaying = io.meanwhile(() => pool.relay());
    try {
      const explored = await exploreToFolder({ scenario, guardSet }, folder, {
        io,
        settings,
        pool,
      });
      writeIndex(
        join(out, 'index.html'),
        [],
        [{ report: explored.report, pagePath: pageOf(scenario, guardSet) }],
      );
      sayHowLong({ ...explored.report, runs: explored.report.coverage.schedules }, settings, io);
      await tellResults(resultsOfExploration(explored, folder, io), settings, io);
      return codeOf(explored, io);
    } finally {
      stopRelaying();
      await pool.close();
    }
  },
};

function pageOf(
  { id }: { readonly id: string },
  guardSet: Parameters<typeof folderName>[0],
): string {
  return `${id}/${folderName(guardSet)}/${EXPLORE_FILES.page}`;
}

/** One exploration as reporters take it. */
function resultsOfExploration(
  { report, failing, passing }: Explored,
  folder: string,
  io: Io,
): Results {
  return {
    summary: (colour) =>
      `${renderExploration(report, { color: colour === 'colour' })}\n${reportWords(join(folder, EXPLORE_FILES.page), io)}`,
    json: () => renderExploreJson(report),
    page: () =>
      renderExplorePage(report, { failing, passing, links: [], script: pageScript('report') }),
    checks: [explorationCheck(report, scenarioPlaces(io)(report.scenario.path))],
    tapes: [failing, passing].filter((run) => run !== null),
  };
}

/** The one scenario that a command takes. */
export function theScenario(paths: readonly string[], command: string): string {
  const [path] = paths;
  if (path !== undefined && paths.length === 1) return path;
  throw new InputProblem(
    paths.length === 0
      ? `${command} needs a scenario`
      : `${command} takes one scenario, found ${paths.length}`,
    `For instance: racetape ${command} scenarios/app-overlapping-cycles.yaml`,
  );
}

function codeOf({ report, ending }: Explored, io: Io): ExitCode {
  if (ending === 'interrupted') {
    io.stderr.write('racetape: interrupted; what was found by then is saved\n');
    return EXIT.interrupted;
  }
  return exitCodeOfExploration(report);
}

/** A verdict that is the expected one is a success, whatever it is. */
function exitCodeOfExploration({
  expected,
  verdict,
  coverage,
  counterexample,
}: Pick<Explored['report'], 'expected' | 'verdict' | 'coverage' | 'counterexample'>): ExitCode {
  const code = exitCodeOfAlarm(coverage.alarm, counterexample);
  if (code !== null) return code;
  if (expected) return EXIT.asExpected;
  return verdict === 'inconclusive' ? EXIT.nothingProven : EXIT.notAsExpected;
}
