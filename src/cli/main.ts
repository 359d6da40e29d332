import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../runs/index.js';
import { EXIT, type ExitCode, InputProblem, printProblem } from '../runs/index.js';
import { COMMANDS } from './command-table.js';
import { processIo } from './process-io.js';

/** The whole program: words in, an exit code out, text and files by the way. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    // Asked by every script that installs us, and answered before anything else is read.
    if (argv.length === 1 && argv[0] === '--version') return tellVersion(io);
    const { parseCommandLine } = await import('./parse-command-line.js');
    const wanted = parseCommandLine(argv, COMMANDS, io.stdout.columns);
    switch (wanted.kind) {
      case 'help':
        io.stdout.write(wanted.text);
        return EXIT.asExpected;
      case 'alone': {
        const { scenariosHere } = await import('./scenarios-here.js');
        io.stdout.write(wanted.text + scenariosHere(io));
        return EXIT.asExpected;
      }
      case 'version':
        return tellVersion(io);
      case 'run':
        await io.beforeRun?.();
        return await wanted.command.run(wanted.given, io);
    }
  } catch (error) {
    if (error instanceof InputProblem) {
      printProblem(error, io);
      return EXIT.wrongInput;
    }
    const { printOurFault } = await import('./our-fault-door.js');
    printOurFault(error, argv, io);
    return EXIT.ourFault;
  }
}

/** What `bin/racetape.js` calls. The code is left to be picked up, so that what was written is flushed first. */
export async function runFromProcess(): Promise<void> {
  // Never closed: a second Ctrl-C must not cut off what the first one saves.
  process.exitCode = await main(process.argv.slice(2), processIo());
}

function tellVersion({ packageFolder, stdout }: Io): ExitCode {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  stdout.write(`${version}\n`);
  return EXIT.asExpected;
}
