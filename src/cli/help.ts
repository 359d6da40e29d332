import type { Command, CommandOption } from './command.js';

/** Options that every command has. */
export const EVERYWHERE: readonly CommandOption[] = [
  {
    name: 'help',
    letter: 'h',
    takes: null,
    times: 'once',
    describe: 'Show this; after a command, show that command.',
  },
  { name: 'version', takes: null, times: 'once', describe: 'Print the version.' },
];

const PURPOSE = `racetape replays recorded bursts of trading signals on a virtual clock, and says which
guard stopped which duplicate order. No network, no broker, no waiting: a run of minutes
takes milliseconds, and the same command gives the same bytes every time.`;

const WORDS = `Words
  scenario   A YAML file: who sends which signals when, how slow the database is, and what is
             expected. A recorded incident, or one of your own. See scenarios/README.md.
  guards     What stands between a signal and a duplicate order. A SET is a name:
               none         nothing at all
               before       the only check there was before the incidents (memory-position)
               three-layer  memory-position,cycle-set,pending-lock,db-position
               all          these four, recent-trade and unique-intent
               recorded     the scenario's own: what was in force when it happened
             or a comma list of sets and guards, for instance three-layer,recent-trade. Two
             more are asked for by name: lease (a fenced lock), outbox (intents written down)
  duplicate  A BUY filled while the broker already holds that symbol, unless the signal
             says scaleIn. count = the extra fills.
  verdict    pass: nothing wrong was found in this one order of events.
             fail: a duplicate, or a wanted order that never went out, or books that do
             not agree. inconclusive: the run says too little for either.
             A pass of a replay speaks for this order only, that of an exploration for all that
             it claims to have run: complete(N), bounded(k) or sampled(n).
  token      One word that names one order: racetape replay <scenario> --token T shows it again.
  expected   A scenario says which verdict it expects of which guard set. A replay that fails as
             expected has reproduced the incident: it is called reproduced, and is a success.`;

const EXIT_CODES = `Exit codes
    0  everything came out as its scenario expects (a matrix: every cell is decided)
    1  at least one run or exploration did not, or the gate refused something
    2  the command line, a file or the output folder is wrong: nothing was run; or stdout is full
    3  nothing ran, no verdict where one was expected, or a gate's claim below its policy
   70  racetape itself is wrong: please report the lines it prints; or the canary of a gate passed
  130  interrupted (Ctrl-C, SIGTERM, a closed terminal): what was finished or found by then is saved`;

/** `racetape --help`. */
export function overview(commands: readonly Command[], columns: number): string {
  const rows = commands.map(({ name, positionals, summary }) => ({
    left: `racetape ${name} ${positionals}`.trimEnd(),
    right: summary,
  }));
  const examples = commands.flatMap((command) => command.examples);
  return sections([
    PURPOSE,
    `Commands\n${twoColumns(rows, columns)}`,
    `Examples\n${listExamples(examples)}`,
    WORDS,
    EXIT_CODES,
    `Options\n${listOptions(EVERYWHERE, columns)}`,
  ]);
}

/** `racetape <command> --help`. */
export function helpOf(command: Command, columns: number): string {
  const { name, positionals, summary, teaching, options, examples } = command;
  return sections([
    `racetape ${name} ${positionals}`.trimEnd(),
    `${summary}\n\n${teaching}`,
    `Options\n${listOptions([...options, ...EVERYWHERE], columns)}`,
    `Examples\n${listExamples(examples)}`,
    EXIT_CODES,
  ]);
}

function sections(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}

function listExamples(examples: Command['examples']): string {
  return examples.map(({ line, shows }) => `  ${line}\n      ${shows}`).join('\n');
}

function listOptions(options: readonly CommandOption[], columns: number): string {
  const rows = options.map(({ name, letter, takes, times, describe }) => {
    const short = letter === undefined ? '' : `-${letter}, `;
    const value = takes === null ? '' : ` ${takes}`;
    return {
      left: `${short}--${name}${value}`,
      right: times === 'repeatable' ? `${describe} Repeatable.` : describe,
    };
  });
  return twoColumns(rows, columns);
}

/** Left words, right words wrapped beside them; at least 24 characters wide however narrow the terminal. */
function twoColumns(rows: readonly { left: string; right: string }[], columns: number): string {
  const leftWidth = Math.max(...rows.map(({ left }) => left.length)) + 4;
  const rightWidth = Math.max(24, Math.min(100, columns) - leftWidth);
  return rows
    .map(({ left, right }) => {
      const [first = '', ...more] = wrap(right, rightWidth);
      const indent = ' '.repeat(leftWidth);
      return [`  ${left}`.padEnd(leftWidth) + first, ...more.map((line) => indent + line)].join(
        '\n',
      );
    })
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
