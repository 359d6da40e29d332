import yargs from 'yargs';
import { InputProblem } from '../runs/index.js';
import type { CommandOption } from './command.js';

/** What yargs made of a command line: words in order, values by option, switches. */
interface ParsedWords {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
}

/**
 * The one door to yargs, which splits words from options here and does nothing
 * else: what is known is decided by the table of commands, so that a refusal can
 * name what was meant. Options that nobody knows come back like the others.
 */
export function parseWords(
  argv: readonly string[],
  options: readonly CommandOption[],
): ParsedWords {
  refuseValuesOfSwitches(argv, options);
  const parser = yargs()
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .fail(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
      'strip-aliased': true,
    });
  for (const { name, takes, letter } of options) {
    const alias = letter === undefined ? {} : { alias: letter };
    if (takes === null) parser.option(name, { type: 'boolean', ...alias });
    else parser.option(name, { type: 'string', requiresArg: true, ...alias });
  }
  const takesValue = new Set(options.filter((o) => o.takes !== null).map((o) => o.name));
  const values = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  const { _: words, ...rest } = inputOnly(() => parser.parseSync([...argv]));
  for (const [name, value] of Object.entries(rest)) {
    if (name === '$0') continue;
    if (takesValue.has(name)) values.set(name, [value].flat().map(String));
    else switches.add(name);
  }
  return { words: words.map(String), values, switches };
}

/** `--json=false` would be read as "off" and `--json=maybe` too: a switch is there or it is not. */
function refuseValuesOfSwitches(argv: readonly string[], options: readonly CommandOption[]): void {
  const end = argv.indexOf('--');
  for (const word of end < 0 ? argv : argv.slice(0, end)) {
    const name = /^--([^=]+)=/.exec(word)?.[1];
    if (options.some((option) => option.name === name && option.takes === null))
      throw new InputProblem(`--${name} takes no value`, `Write --${name}, or leave it out.`);
  }
}

/** Whatever yargs throws here is about the words that it was given. */
function inputOnly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const { message } = error as Error;
    const name = /following: (\S+)$/.exec(message)?.[1];
    if (name === undefined)
      throw new InputProblem('the options cannot be read', 'See: racetape --help');
    throw new InputProblem(`--${name} needs a value`, `Write it after the option: --${name} VALUE`);
  }
}
