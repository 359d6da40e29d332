import type { ExitCode, Io } from '../runs/index.js';

/** One verb of the command line. Registered by one line in `command-table.ts`. */
export interface Command {
  readonly name: string;
  /** What it takes besides options, as help prints it: `[scenario…]`, or empty. */
  readonly positionals: string;
  readonly summary: string;
  /** Shown by `racetape <name> --help` before the options. */
  readonly teaching: string;
  readonly options: readonly CommandOption[];
  /** Command lines with what they show; the suite runs each of them. */
  readonly examples: readonly { readonly line: string; readonly shows: string }[];
  run(given: GivenArguments, io: Io): Promise<ExitCode>;
}

export interface CommandOption {
  readonly name: string;
  /** A short form, for instance `h` for `-h`. */
  readonly letter?: string;
  /** The placeholder of its value; null: it is a switch. */
  readonly takes: string | null;
  readonly times: 'once' | 'repeatable';
  readonly describe: string;
}

/** What was typed, unchecked but for its shape. */
export interface GivenArguments {
  readonly positionals: readonly string[];
  /** Values by option, in the order given; absent where the option was not. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
}

/** The value of an option that may be given once. */
export function singleValue(given: GivenArguments, option: string): string | undefined {
  return given.values.get(option)?.[0];
}
