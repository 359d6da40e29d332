import { READERS, type ScanOptions, type Way, WINDOW_US } from '../importers/index.js';
import { InputProblem, refused } from '../runs/index.js';
import { didYouMean, parseDuration, parseZone, quoteText } from '../scenario/index.js';
import { type CommandOption, type GivenArguments, singleValue } from './command.js';

const FORMATS = READERS.map(({ name }) => name);
const WAYS: readonly Way[] = ['holding', 'window'];

/** How a file is read: for every command that takes one that is no scenario. */
export const SOURCE_OPTIONS: readonly CommandOption[] = [
  {
    name: 'format',
    takes: 'NAME',
    times: 'once',
    describe: `What the file is, where it is not to be found out: ${FORMATS.join(', ')}.`,
  },
  {
    name: 'zone',
    takes: 'ZONE',
    times: 'once',
    describe: 'The zone of stamps that name none, such as UTC or America/New_York.',
  },
  {
    name: 'window',
    takes: 'TIME',
    times: 'once',
    describe: 'Orders that lie this far apart have nothing to do with each other (default 300s).',
  },
];

export const BY: CommandOption = {
  name: 'by',
  takes: 'WAY',
  times: 'once',
  describe:
    'holding: openings of what is held, exits of what is not (default); window: BUY rows of one symbol less than the window apart.',
};

export const SCAN_JSON: CommandOption = {
  name: 'json',
  takes: null,
  times: 'once',
  describe: 'Print the answer as JSON on stdout, and nothing else there.',
};

/** What was typed, checked. */
export function readScanOptions(given: GivenArguments): ScanOptions {
  return {
    format: choiceOf(given, 'format', FORMATS) ?? null,
    zone: zoneOf(given),
    by: choiceOf(given, 'by', WAYS) ?? 'holding',
    windowUs: windowOf(given),
  };
}

function choiceOf<T extends string>(
  given: GivenArguments,
  option: string,
  choices: readonly T[],
): T | undefined {
  const value = singleValue(given, option);
  if (value === undefined) return undefined;
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  throw refused(`--${option}`, {
    expected: `one of ${choices.join(', ')}`,
    found: quoteText(value),
    hint: didYouMean(value, choices),
  });
}

function zoneOf(given: GivenArguments): string | null {
  const value = singleValue(given, 'zone');
  if (value === undefined) return null;
  const parsed = parseZone(value);
  if (!parsed.ok) throw refused('--zone', parsed.refusal);
  return parsed.value;
}

function windowOf(given: GivenArguments): number {
  const value = singleValue(given, 'window');
  if (value === undefined) return WINDOW_US;
  const parsed = parseDuration(value);
  if (!parsed.ok) throw refused('--window', parsed.refusal);
  if (parsed.value > 0) return parsed.value;
  throw new InputProblem(
    '--window: expected a time above 0, found 0s',
    'For instance: --window 300s',
  );
}
