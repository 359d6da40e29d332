import { STRATEGY_NAMES } from '../experiments/index.js';
import type { ExploreSettings, Io } from '../runs/index.js';
import { InputProblem, refused, suggestionFor } from '../runs/index.js';
import { parseDuration, quoteText } from '../scenario/index.js';
import type { ExploreMode } from '../verdict/index.js';
import { type GivenArguments, singleValue } from './command.js';
import { readReplaySettings } from './replay-settings.js';

const MODES: readonly ExploreMode[] = ['exhaustive', 'bounded', 'sample'];
/** Options that only one mode reads: given with another they would be ignored without a word. */
const MODE_OF_OPTION: ReadonlyMap<string, ExploreMode> = new Map([
  ['bound', 'bounded'],
  ['schedules', 'sample'],
  ['strategy', 'sample'],
]);

/** @param workers how many there are where the command line does not say */
export function readExploreSettings(
  given: GivenArguments,
  io: Pick<Io, 'cores' | 'cwd'>,
  workers: number,
): ExploreSettings {
  const { guardSets, ...replay } = readReplaySettings(given, io);
  const mode = readChoice(given, 'mode', MODES) ?? 'exhaustive';
  for (const [option, wanted] of MODE_OF_OPTION) {
    if (given.values.has(option) && mode !== wanted)
      throw new InputProblem(
        `--${option} is for --mode ${wanted}, and the mode is ${mode}`,
        `Add --mode ${wanted}, or leave --${option} out.`,
      );
  }
  if (given.values.has('runs') && mode === 'sample')
    throw new InputProblem(
      '--runs limits a search, and --mode sample draws as many orders as it is told to',
      'Say how many with --schedules N, or leave --mode sample out.',
    );
  return {
    ...replay,
    guardSet: guardSets[0] ?? { guardSet: 'recorded', guards: null },
    mode,
    timing: given.switches.has('untimed') ? 'untimed' : 'timed',
    bound: readWhole(given, 'bound', { from: 0, to: 1_000 }) ?? 2,
    schedules: readWhole(given, 'schedules', { from: 1, to: 100_000_000 }) ?? 1_000,
    faultsMax: readWhole(given, 'faults', { from: 0, to: 10 }) ?? null,
    strategy: readChoice(given, 'strategy', STRATEGY_NAMES) ?? STRATEGY_NAMES[0]!,
    ...readLimits(given),
    workers: readWorkers(given, io) ?? Math.min(workers, io.cores),
  };
}

function readChoice<const C extends string>(
  given: GivenArguments,
  option: string,
  choices: readonly C[],
): C | undefined {
  const text = singleValue(given, option);
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text.trim());
  if (chosen !== undefined) return chosen;
  throw refused(`--${option}`, {
    expected: `one of ${choices.join(', ')}`,
    found: quoteText(text),
    hint: suggestionFor(text.trim(), choices),
  });
}

export function readWhole(
  given: GivenArguments,
  option: string,
  { from, to }: { readonly from: number; readonly to: number },
): number | undefined {
  const text = singleValue(given, option);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= from && value <= to) return value;
  throw refused(`--${option}`, {
    expected: `a whole number from ${from} to ${to}`,
    found: quoteText(text),
    hint: `For instance --${option} ${Math.max(from, 2)}`,
  });
}

/** Runs begun for each component where neither `--runs` nor `--budget` says how much. */
export const RUNS_MAX = 20_000;

/**
 * What ends a search before its end: by default a number of runs. Whoever asks for a
 * time budget instead gets all the runs that fit into it; both together, what comes first.
 */
export function readLimits(given: GivenArguments): Pick<ExploreSettings, 'runsMax' | 'budgetMs'> {
  const runsMax = readWhole(given, 'runs', { from: 1, to: 1_000_000_000 });
  const budgetMs = readBudget(given);
  return { runsMax: runsMax ?? (budgetMs === null ? RUNS_MAX : null), budgetMs };
}

/** In milliseconds; null where none is asked for. */
function readBudget(given: GivenArguments): number | null {
  const text = singleValue(given, 'budget');
  if (text === undefined) return null;
  const parsed = parseDuration(text);
  if (!parsed.ok) throw refused('--budget', parsed.refusal);
  if (parsed.value > 0) return parsed.value / 1000;
  throw refused('--budget', {
    expected: 'a duration above 0',
    found: quoteText(text),
    hint: 'For instance --budget 60s',
  });
}

export function readWorkers(
  given: GivenArguments,
  { cores }: Pick<Io, 'cores'>,
): number | undefined {
  const workers = readWhole(given, 'workers', { from: 1, to: 1_000 });
  if (workers === undefined || workers <= cores) return workers;
  throw new InputProblem(
    `--workers: expected at most the ${cores} ${cores === 1 ? 'core' : 'cores'} of this machine, found ${workers}`,
    `More workers than cores only wait for each other: --workers ${cores}`,
  );
}
