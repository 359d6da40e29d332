import { READERS, renderScan, renderScanJson } from '../importers/index.js';
import { EXIT, InputProblem } from '../runs/index.js';
import { escapeTerminal } from '../words/index.js';
import type { Command } from './command.js';
import { BY, readScanOptions, SCAN_JSON, SOURCE_OPTIONS } from './scan-options.js';
import { scanFile } from './source-file.js';

/** `racetape scan`: what went twice in a file of one's own. */
export const scanCommand: Command = {
  name: 'scan',
  positionals: '<file>',
  summary: 'Find what went twice in a database, an export of trades, or a log.',
  teaching: `Reads what was traded and tells which orders were too many, with their rows, the gaps between them
and what they came to. The parts of one order are joined where order ids tell, and what is told twice
counts once. What the file does not say is said, and not guessed. It takes

${READERS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

racetape import makes scenarios of what is found.`,
  options: [...SOURCE_OPTIONS, BY, SCAN_JSON],
  examples: [
    {
      line: 'racetape scan reports/app-4x-buy/none/trading_data.db',
      shows: 'What went twice in the database that a replay has left behind, or in your own.',
    },
  ],
  run: async (given, io) => {
    const [file, ...others] = given.positionals;
    if (file === undefined || others.length > 0)
      throw new InputProblem(
        `scan takes one file, found ${given.positionals.length}`,
        'For instance: racetape scan trading_data.db',
      );
    const scan = await scanFile(file, readScanOptions(given), io);
    io.stdout.write(
      given.switches.has('json')
        ? renderScanJson(scan)
        : `${renderScan(scan).map(escapeTerminal).join('\n')}\n`,
    );
    return EXIT.asExpected;
  },
};
