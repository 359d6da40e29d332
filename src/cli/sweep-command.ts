import { join } from 'node:path';
import { PARAMETERS } from '../experiments/index.js';
import { type Results, renderSweep, renderSweepJson, sweepChecks } from '../formats/index.js';
import { renderSweepPage } from '../pages/index.js';
import type { Io } from '../runs/index.js';
import {
  asGiven,
  checkFolderNames,
  EXIT,
  type ExitCode,
  loadScenarios,
  openOutput,
  pageScript,
  runSweep,
  SWEEP_FILES,
  type Swept,
  saveSweep,
  scenarioPlaces,
  writeIndex,
} from '../runs/index.js';
import type { SweepResult } from '../verdict/index.js';
import type { Command } from './command.js';
import { exitCodeOfAlarm } from './exit-code-of-alarm.js';
import { theScenario } from './explore-command.js';
import { BUDGET, LATENCY, RUNS, SEED } from './explore-options.js';
import { FAULT } from './fault-option.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { reportWords } from './say-report.js';
import { readSweepSettings, readVariations } from './sweep-settings.js';
import { checkTelling, planTelling, tellResults } from './tell-results.js';

/** Two: what a small build machine has, and points are many. */
const WORKERS = 2;

/** The files of a sweep, beside the matrix of the same scenario. */

/** `racetape sweep`: from what latency on, how likely, at what cost. */
export const sweepCommand: Command = {
  name: 'sweep',
  positionals: '<scenario>',
  summary: 'Vary a latency: from which value on it fails, how likely, and what each guard costs.',
  teaching: `For each guard set and each value it replays the scenario under many seeds, and says how likely a
duplicate is (with a 95 % interval), how long orders take, how many orders a cycle of eight symbols
handles, and what was over-blocked or stalled. Beside that, the critical value: the smallest one at
which any order that the latencies allow fails. It is not read off the grid but solved from the failing
orders, exact to the microsecond. Where duplicates are possible but rare, it looks closer.

What can be varied: ${PARAMETERS.map(({ form }) => form).join('; ')}.

It leaves sweep.json, sweep.csv and sweep.html in <out>/<scenario>/.`,
  options: [
    {
      name: 'vary',
      takes: 'P=A..B:STEP',
      times: 'repeatable',
      describe:
        'What to vary and over which values, for instance db.write=0ms..500ms:25ms, or a list db.write=5ms,20ms. A whole latency becomes constant at each value; db.write.p99=… changes one number of its profile. At most two.',
    },
    {
      name: 'guards',
      takes: 'SET',
      times: 'repeatable',
      describe: 'Guard set (default none, three-layer and all; see racetape --help).',
    },
    {
      name: 'trials',
      takes: 'N',
      times: 'once',
      describe: 'Replays at each point, one for each seed (default 200).',
    },
    {
      name: 'rare',
      takes: 'N',
      times: 'once',
      describe:
        'Further runs at a point where duplicates are possible and hardly any was seen (default as many as --trials; 0: none).',
    },
    RUNS,
    BUDGET,
    {
      name: 'workers',
      takes: 'N',
      times: 'once',
      describe: `Worker threads (default ${WORKERS}, or the cores there are). The answer is the same for any number.`,
    },
    SEED,
    LATENCY,
    FAULT,
    ...ANSWER_OPTIONS,
  ],
  examples: [
    {
      line: 'racetape sweep scenarios/gme-3x-buy.yaml --vary db.write=0ms..40ms:20ms --trials 20',
      shows: 'What three layers cost, and that no write is slow enough to break them here.',
    },
  ],
  run: async (given, io) => {
    const settings = readSweepSettings(given, io, WORKERS);
    checkTelling(planTelling(settings, io));
    const loaded = loadScenarios([theScenario(given.positionals, 'sweep')], io);
    if (!loaded.ok) return loaded.code;
    const declared = loaded.scenarios[0]!;
    const scenario = asGiven(declared, settings);
    const vary = readVariations(settings.vary, scenario);
    checkFolderNames([{ scenario: declared }]);
    const folder = join(await openOutput(settings.out, io), declared.id);
    const swept = await runSweep({ scenario, vary }, settings, io);
    const { result } = swept;
    if (result.points.length > 0) {
      await saveSweep(result, folder, io);
      writeIndex(join(folder, '../index.html'));
    }
    await tellResults(resultsOfSweep(result, folder, io), settings, io);
    return codeOf(swept, io);
  },
};

/** A sweep as reporters take it. It keeps no tapes: its lines and tokens make them again. */
function resultsOfSweep(result: SweepResult, folder: string, io: Io): Results {
  return {
    summary: (colour) => {
      const told = `${renderSweep(result, { color: colour === 'colour' })}\n`;
      return result.points.length === 0
        ? told
        : `${told}${reportWords(join(folder, SWEEP_FILES.page), io)}`;
    },
    json: () => renderSweepJson(result),
    page: () => renderSweepPage(result, { script: pageScript('index') }),
    checks: sweepChecks(result, scenarioPlaces(io)(result.scenario.path)),
    tapes: [],
  };
}

/** A sweep has no verdict that could be unexpected: what it is for is that its points are done. */
function codeOf({ result, ending }: Swept, io: Io): ExitCode {
  if (ending === 'interrupted') {
    io.stderr.write(
      result.points.length === 0
        ? 'racetape: interrupted before any point was done; nothing is saved\n'
        : 'racetape: interrupted; the points that were done by then are saved\n',
    );
    return EXIT.interrupted;
  }
  const codes = result.critical.map(({ alarm }) => exitCodeOfAlarm(alarm ?? null, null));
  if (codes.includes(EXIT.ourFault)) return EXIT.ourFault;
  if (codes.some((code) => code !== null)) return EXIT.nothingProven;
  if (result.points.length === result.pointsAsked) return EXIT.asExpected;
  io.stderr.write(
    `racetape: the time budget ended it: ${result.points.length} of ${result.pointsAsked} points are done\n  Give it more: --budget 20m, or fewer --trials\n`,
  );
  return EXIT.nothingProven;
}
