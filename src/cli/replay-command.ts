import { invariant } from '../kernel/index.js';
import { type GuardSet, parseGuardSet, type Scenario } from '../scenario/index.js';
import { answerReplays } from './answer-replays.js';
import type { Command } from './command.js';
import { loadScenarios } from './load-scenarios.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { readReplaySettings } from './replay-settings.js';
import { runReplays } from './run-replays.js';
import { shippedScenarios } from './shipped-scenarios.js';

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
    {
      name: 'seed',
      takes: 'N',
      times: 'once',
      describe: 'Seed of all randomness, 0 to 4294967295 (default 1).',
    },
    {
      name: 'latency',
      takes: 'OP=PROFILE',
      times: 'repeatable',
      describe:
        'Another latency than the scenario says, for instance "db.write=uniform(2ms,9ms)". OP is db.read, db.write or broker, or one leg of it (.request, .response); PROFILE is constant, uniform or lognormal(p50=…,p99=…). Quote it: shells read brackets.',
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
    const settings = readReplaySettings(given);
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

/** The guard sets that a scenario speaks of; `recorded` where it speaks of none. */
export function expectedSets({ expect }: Scenario): readonly GuardSet[] {
  const names = new Set(expect.map(({ guardSet }) => guardSet));
  return (names.size > 0 ? [...names] : ['recorded']).map((name) => {
    const parsed = parseGuardSet(name);
    invariant(parsed.ok, () => `the guard set '${name}' of a checked scenario is none`);
    return (parsed as Extract<typeof parsed, { ok: true }>).value;
  });
}
