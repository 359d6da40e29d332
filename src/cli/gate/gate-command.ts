import { dirname, resolve } from 'node:path';
import type { Io } from '../../runs/index.js';
import {
  EXIT,
  type ExitCode,
  failingTokensPath,
  type GateRun,
  type GateSettings,
  hostOnly,
  loadPolicy,
  makeFolder,
  planGate,
  printSavedToken,
  runGate,
  writeIndex,
  writeWhole,
} from '../../runs/index.js';
import { GATE_MANUAL, type GateConfig } from '../../scenario/index.js';
import type { GatePolicy } from '../../verdict/index.js';
import type { Command, GivenArguments } from '../command.js';
import { BUDGET, RUNS } from '../explore-options.js';
import { RUNS_MAX, readExploreSettings } from '../explore-settings.js';
import { ANSWER_OPTIONS } from '../replay-options.js';
import { readReplaySettings } from '../replay-settings.js';
import { checkTelling, planTelling, tellResults } from '../tell-results.js';
import { entriesOf, resultsOfGate } from './gate-results.js';

/** Two: what a small build machine has. */
const WORKERS_MAX = 2;

/** `racetape gate`: all of it, as configured; what a build stands or falls by. */
export const gateCommand: Command = {
  name: 'gate',
  positionals: '[path…]',
  summary: 'Run all of it as configured, for a build: refused, not proven, or open.',
  teaching: `Paths are scenario files, or folders of them; without any, those of the configuration count, else
the folder scenarios/. The configuration is racetape.config.{ts,js,json,yaml} of the working folder, or
the file that --policy names; every field is explained in ${GATE_MANUAL}.

In this order: saved tokens (racetape-tokens/: orders that once failed), the canary (a scenario that has
to fail: where it passes the gate itself is broken, exit 70), a replay of every guard set that a
scenario has an expectation of, and every order under each guard set that has to hold. Without a
configuration those are the sets whose explore a scenario says passes, to be complete, without duplicates.

It leaves what replay and explore leave, and failing-tokens.txt: orders that failed, to be kept.`,
  options: [
    {
      name: 'policy',
      takes: 'FILE',
      times: 'once',
      describe: 'The configuration (default racetape.config.* in the working folder).',
    },
    {
      ...RUNS,
      describe: `Most runs for each part of a search (default: the configuration, else ${RUNS_MAX}).`,
    },
    {
      ...BUDGET,
      describe:
        'A time budget for all searches, for instance 5m (default: the configuration, else none). What it cuts depends on the machine, and is named.',
    },
    {
      name: 'workers',
      takes: 'N',
      times: 'once',
      describe: `Worker threads (default: the configuration, else ${WORKERS_MAX}, or the cores there are).`,
    },
    ...ANSWER_OPTIONS,
  ],
  examples: [
    {
      line: 'racetape gate scenarios/app-second-path.yaml',
      shows: 'The promises of one scenario, by the default policy.',
    },
  ],
  run: async (given, io) => {
    const loaded = await loadPolicy(given.values.get('policy')?.[0], io);
    if (!loaded.ok) {
      io.stderr.write(loaded.words);
      return EXIT.wrongInput;
    }
    const settings = settingsOf(given, loaded.config, io);
    checkTelling(planTelling(settings, io));
    const plan = planGate(given.positionals, loaded, io);
    if (plan === null) return EXIT.wrongInput;
    const { duplicatesMax, errorsMax, warningsMax, coverage } = loaded.config;
    const policy: GatePolicy = { duplicatesMax, errorsMax, warningsMax, coverage };
    const run = await runGate(plan, policy, settings, io);
    const { indexPage, runs } = run.replays;
    if (indexPage !== null) writeIndex(indexPage, runs, entriesOf(run));
    const tokensFile = await writeFailingTokens(run, settings, io);
    const about = { policy, policyPath: loaded.path, tokensFile };
    await tellResults(resultsOfGate(run, about, io), settings, io);
    return codeOf(run, io);
  },
};

/** The command line over the configuration. */
function settingsOf(given: GivenArguments, config: GateConfig, io: Io): GateSettings {
  const { guardSet: _, ...explore } = readExploreSettings(given, io, WORKERS_MAX);
  const { coverage, seed } = config;
  return {
    ...readReplaySettings(given, io),
    ...explore,
    seed,
    mode: MODES[coverage.kind],
    bound: coverage.kind === 'bounded' ? coverage.bound : explore.bound,
    schedules: coverage.kind === 'sampled' ? coverage.schedules : explore.schedules,
    ...limitsOf(given, config, explore),
    workers:
      given.values.has('workers') || config.workers === null
        ? explore.workers
        : Math.min(config.workers, io.cores),
  };
}

/** The command line where it says anything, else the configuration where that does. */
function limitsOf(
  { values }: GivenArguments,
  { runsMax, budgetUs }: GateConfig,
  { runsMax: givenRuns, budgetMs }: Pick<GateSettings, 'runsMax' | 'budgetMs'>,
): Pick<GateSettings, 'runsMax' | 'budgetMs'> {
  const isSaid = values.has('runs') || values.has('budget');
  if (isSaid || (runsMax === null && budgetUs === null)) return { runsMax: givenRuns, budgetMs };
  return { runsMax, budgetMs: budgetUs === null ? null : budgetUs / 1000 };
}

const MODES = { complete: 'exhaustive', bounded: 'bounded', sampled: 'sample' } as const;

/** Orders that failed where they must not, in the form in which they can be kept; null where none did. */
async function writeFailingTokens(
  { held, items }: GateRun,
  settings: GateSettings,
  io: Io,
): Promise<string | null> {
  const refused = new Set(
    items.flatMap(({ check, answer }) => (answer.status === 'refused' ? [check.token] : [])),
  );
  const lines = held.flatMap(({ explored: { report } }) => {
    const { counterexample, scenario, guardSet, extraOptions } = report;
    if (counterexample === null || !refused.has(counterexample.token)) return [];
    return [printSavedToken([scenario.path, guardSet, counterexample.token, ...extraOptions])];
  });
  if (lines.length === 0) return null;
  const path = resolve(failingTokensPath(settings, io));
  await hostOnly(path, () => makeFolder(dirname(path)));
  writeWhole(path, `# scenario  guards  token  options\n${lines.join('\n')}\n`);
  return path;
}

function codeOf({ decision, ending, items }: GateRun, io: Io): ExitCode {
  if (ending === 'interrupted') {
    io.stderr.write('racetape: interrupted; what was found by then is saved\n');
    return EXIT.interrupted;
  }
  if (decision.alarm) {
    io.stderr.write(
      'racetape: it contradicts itself: no answer of this gate counts. Please report the line that stands with the alarm.\n',
    );
    return EXIT.ourFault;
  }
  if (decision.net === 'hole') {
    io.stderr.write(
      'racetape: the net has a hole: the canary has to fail, and it passes. Until that is mended no pass of this gate means anything.\n',
    );
    return EXIT.ourFault;
  }
  if (items.length === 0) io.stderr.write('racetape: nothing ran: there is no scenario\n');
  const codes = {
    pass: EXIT.asExpected,
    fail: EXIT.notAsExpected,
    inconclusive: EXIT.nothingProven,
  } as const;
  return codes[decision.verdict];
}
