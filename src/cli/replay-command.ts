import type { Io, ReplaySettings } from '../runs/index.js';
import {
  EXIT,
  type ExitCode,
  expectedSets,
  InputProblem,
  loadScenarios,
  runReplays,
  shippedScenarios,
  TokenDrifted,
} from '../runs/index.js';
import type { GuardSet } from '../scenario/index.js';
import { escapeTerminal } from '../words/index.js';
import { answerReplays } from './answer-replays.js';
import type { Command } from './command.js';
import { LATENCY, SEED } from './explore-options.js';
import { FAULT } from './fault-option.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { readReplaySettings } from './replay-settings.js';
import { checkTelling, planTelling } from './tell-results.js';

/** `racetape replay`: one run for each scenario and guard set, in the default order of a seed. */
export const replayCommand: Command = {
  name: 'replay',
  positionals: '[scenario…]',
  summary: 'Replay scenarios under guard sets and compare with what they expect.',
  teaching: `Without a scenario all shipped ones are replayed; a shipped one is found by its path
(scenarios/app-4x-buy.yaml) from any folder. Without --guards each scenario is replayed under
every guard set that its own expect list names, or under recorded where it has none.

Each run leaves a folder <out>/<scenario>/<guard set>/ with the tape, the SQLite database, the log
and the judgement, each scenario a page, and all of them an index: <out>/index.html.`,
  options: [
    {
      name: 'guards',
      takes: 'SET',
      times: 'repeatable',
      describe: 'Guard set: a name, or a comma list (see racetape --help).',
    },
    SEED,
    LATENCY,
    FAULT,
    {
      name: 'token',
      takes: 'T',
      times: 'once',
      describe:
        'Replay the one run that a token names: one scenario, and the --guards (and --latency and --fault) that it was printed with. It stops at the first step that does not fit.',
    },
    {
      name: 'best-effort',
      takes: null,
      times: 'once',
      describe: 'With --token: go on in the default order from the step that does not fit.',
    },
    ...ANSWER_OPTIONS,
  ],
  examples: [
    {
      line: 'racetape replay scenarios/app-4x-buy.yaml --guards none',
      shows: 'The recorded burst: four BUYs of APP where one was due.',
    },
    {
      line: 'racetape replay scenarios/app-4x-buy.yaml --guards none --guards three-layer',
      shows: 'The same twice: without guards, and with the three layers that stop it.',
    },
    {
      line: 'racetape replay scenarios/app-overlapping-cycles.yaml --guards cycle-set,unique-intent --json',
      shows: 'Two guards of your choice, as JSON for a program to read.',
    },
    {
      line: 'racetape replay scenarios/gme-3x-buy.yaml --guards none --latency "db.write=constant(1ms)" --seed 7',
      shows: 'What if the database had been faster?',
    },
  ],
  run: async (given, io) => {
    const settings = readReplaySettings(given, io);
    checkTelling(planTelling(settings, io));
    if (settings.token !== null) return replayOneToken(given.positionals, settings, io);
    const paths = given.positionals.length > 0 ? given.positionals : shippedScenarios(io);
    const loaded = loadScenarios(paths, io);
    if (!loaded.ok) return loaded.code;
    const plan = loaded.scenarios.map((scenario) => ({
      scenario,
      guardSets: settings.guardSets.length > 0 ? settings.guardSets : expectedSets(scenario),
    }));
    return answerReplays(await runReplays(plan, settings, io), settings, io);
  },
};

/** One scenario, one guard set, the run that a token names. */
async function replayOneToken(
  paths: readonly string[],
  settings: ReplaySettings,
  io: Io,
): Promise<ExitCode> {
  const [path] = paths;
  if (path === undefined || paths.length > 1)
    throw new InputProblem(
      `--token replays one run of one scenario, found ${paths.length} scenarios`,
      'Name the scenario that the token was printed with: racetape replay scenarios/x.yaml --token T',
    );
  if (settings.guardSets.length > 1)
    throw new InputProblem(
      `--token replays one run under one guard set, found ${settings.guardSets.length}`,
      'Give the --guards that the token was printed with.',
    );
  const loaded = loadScenarios([path], io);
  if (!loaded.ok) return loaded.code;
  const guardSets = settings.guardSets.length > 0 ? settings.guardSets : [RECORDED];
  const plan = loaded.scenarios.map((scenario) => ({ scenario, guardSets }));
  try {
    return answerReplays(await runReplays(plan, settings, io), settings, io);
  } catch (error) {
    if (!(error instanceof TokenDrifted)) throw error;
    io.stderr.write(
      `racetape: ${escapeTerminal(error.message)}\n  The scenario is not what it was, or racetape is not. To go on from there: add --best-effort\n`,
    );
    return EXIT.notAsExpected;
  }
}

const RECORDED: GuardSet = { guardSet: 'recorded', guards: null };
