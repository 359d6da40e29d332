import { STRATEGY_NAMES, strategiesInWords } from '../experiments/index.js';
import type { CommandOption } from './command.js';
import { RUNS_MAX } from './explore-settings.js';

export const GUARDS_ONCE: CommandOption = {
  name: 'guards',
  takes: 'SET',
  times: 'once',
  describe: 'Guard set: a name, or a comma list (default recorded; see racetape --help).',
};

export const SEED: CommandOption = {
  name: 'seed',
  takes: 'N',
  times: 'once',
  describe: 'Seed of all randomness, 0 to 4294967295 (default 1).',
};

export const LATENCY: CommandOption = {
  name: 'latency',
  takes: 'OP=PROFILE',
  times: 'repeatable',
  describe:
    'Another latency than the scenario says, for instance "db.write=uniform(2ms,9ms)". OP is db.read, db.write or broker, or one leg of it (.request, .response); PROFILE is constant(5ms), uniform, normal, lognormal(p50=…,p99=…), exponential, pareto, spikes, quantiles or empirical(file=…); scenarios/README.md shows each. Quote it: shells read brackets.',
};

/** How explore looks. */
export const MODE_OPTIONS: readonly CommandOption[] = [
  {
    name: 'mode',
    takes: 'MODE',
    times: 'once',
    describe:
      'exhaustive (every class of orders), bounded (every order within --bound deviations of the default one) or sample (drawn at random). Default exhaustive.',
  },
  {
    name: 'bound',
    takes: 'K',
    times: 'once',
    describe: 'Deviations, for --mode bounded (default 2).',
  },
  {
    name: 'schedules',
    takes: 'N',
    times: 'once',
    describe: 'Runs, for --mode sample (default 1000).',
  },
  {
    name: 'strategy',
    takes: 'NAME',
    times: 'once',
    describe: `For --mode sample: ${strategiesInWords()}. Default ${STRATEGY_NAMES[0]}.`,
  },
];

export const RUNS: CommandOption = {
  name: 'runs',
  takes: 'N',
  times: 'once',
  describe: `Most runs for each part of a search (default ${RUNS_MAX}): the answer is the same on any machine.`,
};

export const BUDGET: CommandOption = {
  name: 'budget',
  takes: 'TIME',
  times: 'once',
  describe:
    'A time budget in place of the default number of runs, for instance 90s or 5m (default none). What it cuts depends on the machine, and is named.',
};

/** What explore and matrix share. */
export function limitOptions(workers: string): readonly CommandOption[] {
  return [
    RUNS,
    BUDGET,
    { name: 'workers', takes: 'N', times: 'once', describe: workers },
    {
      name: 'untimed',
      takes: null,
      times: 'once',
      describe: 'Any order counts, also where no latencies of the scenario could produce it.',
    },
  ];
}
