import { InputProblem, suggestionFor } from '../runs/index.js';
import type { Command, CommandOption, GivenArguments } from './command.js';
import { EVERYWHERE, helpOf, overview } from './help.js';
import { parseWords } from './yargs-door.js';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'run'; readonly command: Command; readonly given: GivenArguments }
  | { readonly kind: 'help'; readonly text: string }
  /** No word at all: help, and what there is in this folder. */
  | { readonly kind: 'alone'; readonly text: string }
  | { readonly kind: 'version' };

/** Reads a command line against the table of commands. Throws an `InputProblem` where it is wrong. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  columns: number,
): CommandLine {
  const options = [...EVERYWHERE, ...commands.flatMap((command) => command.options)];
  const { words, values, switches } = parseWords(argv, options);
  if (argv.length === 0) return { kind: 'alone', text: overview(commands, columns) };
  const [name, ...positionals] = words;
  if (switches.has('version')) return { kind: 'version' };
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined && switches.has('help'))
    return { kind: 'help', text: helpOf(command, columns) };
  if (name === 'help' || (name === undefined && switches.has('help')))
    return { kind: 'help', text: overview(commands, columns) };
  const given = [...values.keys(), ...switches].filter((option) => option !== 'help');
  checkOptions(command ?? { name: 'racetape', options }, given);
  if (command === undefined)
    throw name === undefined ? noCommand(commands) : unknownCommand(name, commands);
  checkTimes(command.options, values);
  if (command.positionals === '' && positionals.length > 0) throw surplus(command, positionals[0]!);
  return { kind: 'run', command, given: { positionals, values, switches } };
}

function checkOptions(command: Pick<Command, 'name' | 'options'>, given: readonly string[]): void {
  const known = command.options.map(({ name }) => name);
  for (const name of given) {
    if (known.includes(name)) continue;
    const flags = [...new Set(known)].map((option) => `--${option}`);
    throw new InputProblem(
      `${command.name} has no option ${dashed(name)}`,
      `${suggestionFor(dashed(name), flags)} See: racetape ${command.name === 'racetape' ? '' : `${command.name} `}--help`,
    );
  }
}

function checkTimes(
  options: readonly CommandOption[],
  values: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { name, times } of options) {
    const count = values.get(name)?.length ?? 0;
    if (times === 'once' && count > 1)
      throw new InputProblem(`--${name} is given ${count} times`, 'Give it once.');
  }
}

function noCommand(commands: readonly Command[]): InputProblem {
  const names = commands.map(({ name }) => name).join(', ');
  return new InputProblem('a command is missing', `One of: ${names}. See: racetape --help`);
}

function unknownCommand(name: string, commands: readonly Command[]): InputProblem {
  const names = commands.map((command) => command.name);
  return new InputProblem(
    `there is no command '${name}'`,
    `${suggestionFor(name, names)} See: racetape --help`,
  );
}

function surplus(command: Command, word: string): InputProblem {
  return new InputProblem(
    `${command.name} takes no '${word}'`,
    `To run one scenario: racetape replay ${word}`,
  );
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}
