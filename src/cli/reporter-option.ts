import { REPORTERS } from '../formats/index.js';
import type { ReporterRequest } from '../runs/index.js';
import { InputProblem, suggestionFor } from '../runs/index.js';
import { quoteText } from '../scenario/index.js';
import type { CommandOption } from './command.js';

export const REPORTER: CommandOption = {
  name: 'reporter',
  takes: 'NAME[=FILE]',
  times: 'repeatable',
  describe: `Tell it in another form: ${REPORTERS.map(({ name, describe }) => `${name} (${describe})`).join(', ')}. Without a file: default and github go to stdout; another one too, if it is the only one and there is no --json; else to a file of its own in --out.`,
};

/** Throws an `InputProblem` at the first one that is wrong. */
export function readReporters(texts: readonly string[]): readonly ReporterRequest[] {
  const requests: ReporterRequest[] = [];
  for (const text of texts) {
    const [name = '', ...rest] = text.split('=');
    const file = rest.length === 0 ? null : rest.join('=');
    const names = REPORTERS.map((reporter) => reporter.name);
    const reporter = REPORTERS.find((known) => known.name === name.trim());
    if (reporter === undefined)
      throw new InputProblem(
        `--reporter: expected a reporter, found ${quoteText(name)}`,
        suggestionFor(name.trim(), names),
      );
    if (file === '')
      throw new InputProblem(
        `--reporter ${reporter.name}= names no file`,
        `For instance --reporter ${reporter.name}=${reporter.fileName}`,
      );
    if (requests.some((other) => other.reporter === reporter && other.file === file))
      throw new InputProblem(`--reporter ${text} is given twice`, 'Give it once.');
    if (file !== null && requests.some((other) => other.file === file))
      throw new InputProblem(
        `--reporter: two reporters would write to ${quoteText(file)}`,
        'Give each a file of its own.',
      );
    requests.push({ reporter, file });
  }
  return requests;
}
