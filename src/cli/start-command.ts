import {
  expectedSets,
  loadScenarios,
  runReplays,
  shippedScenarios,
  writeIndex,
} from '../runs/index.js';
import { answerReplays } from './answer-replays.js';
import type { Command } from './command.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { readReplaySettings } from './replay-settings.js';
import { runStartExplorations } from './start-explorations.js';
import { checkTelling, planTelling } from './tell-results.js';

/** The four that tell the story: nothing, what there was, what was built, everything. */
const STORY: readonly string[] = ['none', 'before', 'three-layer', 'all'];

/** The two as diagnosed, shown row by row on the first screen. */
const INCIDENTS: readonly string[] = ['app-4x-buy', 'gme-3x-buy'];

/** `racetape start`: the whole story in one command. */
export const startCommand: Command = {
  name: 'start',
  positionals: '',
  summary:
    'Replay every shipped incident, without guards and with them, and explore the main ones.',
  teaching: `Each shipped scenario is replayed without guards (none), with the one check there was when
it happened (before), with the layers built afterwards (three-layer) and with everything (all),
as far as its expect list speaks of them. Then the cases that the scenarios single out are explored:
a replay that passes may have been lucky, a certificate was not. The two recorded incidents are shown
row by row and the other scenarios are counted; --all shows every row, and so does a surprise.
Single guards and sets of your own: racetape replay --help.`,
  options: [
    { name: 'all', takes: null, times: 'once', describe: 'Show every replay and exploration.' },
    ...ANSWER_OPTIONS,
  ],
  examples: [
    { line: 'racetape start', shows: 'The two recorded incidents, and what to try next.' },
    { line: 'racetape start --all', shows: 'Every replay and exploration, a row each.' },
  ],
  run: async (given, io) => {
    const settings = readReplaySettings(given, io);
    checkTelling(planTelling(settings, io));
    const loaded = loadScenarios(shippedScenarios(io), io);
    if (!loaded.ok) return loaded.code;
    const plan = loaded.scenarios.map((scenario) => {
      const expected = expectedSets(scenario);
      const story = expected.filter(({ guardSet }) => STORY.includes(guardSet));
      return { scenario, guardSets: story.length > 0 ? story : expected };
    });
    const replays = await runReplays(plan, settings, io);
    if (replays.ending === 'interrupted' || replays.indexPage === null)
      return answerReplays(replays, settings, io);
    const explored = await runStartExplorations(loaded.scenarios, settings, io);
    writeIndex(replays.indexPage, replays.runs, explored.entries);
    return answerReplays(
      replays,
      settings,
      io,
      explored,
      given.switches.has('all') ? [] : INCIDENTS,
    );
  },
};
