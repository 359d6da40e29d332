import { type Check, FILE_START } from './check.js';

/** What did not run, or not enough of it, as a check: so that no reporter can say that all is well. */
export function unprovenCheck(
  { path, title }: Check['scenario'],
  { act, line, sentence }: Pick<Check, 'act' | 'line' | 'sentence'>,
): Check {
  const place = FILE_START;
  return {
    scenario: { path, title },
    act,
    guardSet: '',
    status: 'unproven',
    verdict: 'inconclusive',
    claim: null,
    sentence,
    line,
    token: null,
    problems: [{ rule: 'coverage', level: 'error', message: sentence, place }],
    steps: [],
    place,
  };
}

/** What is said where Ctrl-C came before everything had run. */
export const STOPPED_EARLY = 'It was interrupted: what is not listed did not run.';
