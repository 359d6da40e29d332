import type { Io } from '../runs/index.js';
import {
  EXIT,
  InputProblem,
  type LoadedTape,
  loadTape,
  printProblem,
  type RefusedTape,
  reportTapes,
} from '../runs/index.js';
import { escapeTerminal } from '../words/index.js';
import { answerReplays } from './answer-replays.js';
import type { Command } from './command.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { readReplaySettings } from './replay-settings.js';
import { checkTelling, planTelling } from './tell-results.js';

/** `racetape report`: pages, logs and every reporter from saved tapes, without a simulator. */
export const reportCommand: Command = {
  name: 'report',
  positionals: '<tape…>',
  summary: 'Judge saved tapes and render them again; nothing is simulated.',
  teaching: `A tape (tape.jsonl of a replay, counterexample.jsonl and twin.jsonl of an exploration) holds
everything that happened. Each is read line by line, trusted in nothing, judged by the same
assertions, and rendered into <out>/<scenario>/<guard set>/, each scenario a page, all of them an
index: the same bytes as the replay made. What a tape does not hold is missing: the database, the
latencies of a command line, and the token of a plain replay.`,
  options: ANSWER_OPTIONS,
  examples: [
    {
      line: 'racetape report reports/app-4x-buy/none/tape.jsonl --reporter junit=junit.xml',
      shows: 'A saved run in a form that a build machine reads.',
    },
  ],
  run: async (given, io) => {
    const settings = readReplaySettings(given, io);
    checkTelling(planTelling(settings, io));
    if (given.positionals.length === 0)
      throw new InputProblem(
        'report needs a tape',
        'For instance: racetape report reports/app-4x-buy/none/tape.jsonl',
      );
    const tapes = loadTapes(given.positionals, io);
    if (tapes === null) return EXIT.wrongInput;
    return answerReplays(await reportTapes(tapes, settings.out, io), settings, io);
  },
};

/** Every tape, or null once everything that is wrong with any of them has been said. */
function loadTapes(paths: readonly string[], io: Io): readonly LoadedTape[] | null {
  const tapes: LoadedTape[] = [];
  let refused = false;
  for (const given of paths) {
    try {
      const loaded = loadTape(given, io);
      if ('problems' in loaded) io.stderr.write(refusalWords(loaded));
      else tapes.push(loaded);
      refused ||= 'problems' in loaded;
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      printProblem(error, io);
      refused = true;
    }
  }
  return refused ? null : tapes;
}

function refusalWords({ path, problems }: RefusedTape): string {
  const lines = problems.flatMap(({ line, column, expected, found, hint }) => [
    `${path}:${line}:${column}: expected ${expected}, found ${found}`,
    `    try: ${hint}`,
  ]);
  return `${lines.map(escapeTerminal).join('\n')}\n`;
}
