import type { CommandOption } from './command.js';
import { REPORTER } from './reporter-option.js';

/** Where the answer goes and how loud it is: for every command that replays. */
export const ANSWER_OPTIONS: readonly CommandOption[] = [
  {
    name: 'out',
    takes: 'DIR',
    times: 'once',
    describe: 'Folder for reports, tapes, databases and logs (default reports).',
  },
  {
    name: 'json',
    takes: null,
    times: 'once',
    describe: 'Print the judgements as JSON on stdout, and nothing else there.',
  },
  REPORTER,
  { name: 'quiet', takes: null, times: 'once', describe: 'No progress on stderr.' },
];
