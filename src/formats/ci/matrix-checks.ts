import type { MatrixReport } from '../../words/index.js';
import {
  alarmLine,
  alarmParagraph,
  claimSentence,
  claimWord,
  cutNote,
  exploreLine,
  tokenLine,
} from '../../words/index.js';
import { type Check, FILE_START } from './check.js';
import { alarmProblem } from './exploration-check.js';

/**
 * The cells of a matrix as checks. A cell that fails is a result like one that
 * holds: only one that is undecided is not as it should be.
 */
export function matrixChecks(matrix: MatrixReport): readonly Check[] {
  const { scenario, timed } = matrix;
  return matrix.cells.map((cell): Check => {
    const { guards, verdict, coverage, token, kind, faults } = cell;
    const asked = { ...matrix, guardSet: guards.join(','), mode: 'exhaustive' as const };
    const claim = claimSentence({ mode: 'exhaustive', timed, coverage });
    const isUndecided =
      verdict === 'inconclusive' || (verdict === 'pass' && coverage.kind !== 'complete');
    const note = cutNote(cell) === '' ? '' : ` (${cutNote(cell)})`;
    const sentence = kind === null ? claim : `An order fails: ${kind}${note}. ${claim}`;
    const check: Check = {
      scenario: { path: scenario.path, title: scenario.title },
      act: 'matrix',
      guardSet: asked.guardSet,
      status: isUndecided ? 'unproven' : 'ok',
      verdict,
      claim: claimWord(coverage),
      sentence,
      line: token === null ? exploreLine(asked) : tokenLine(asked, { token, faults }),
      token,
      problems: isUndecided
        ? [{ rule: 'coverage', level: 'error', message: claim, place: FILE_START }]
        : [],
      steps: [],
      place: FILE_START,
    };
    const { alarm } = coverage;
    if (!alarm) return check;
    return {
      ...check,
      status: alarm.blame === 'racetape' ? 'alarm' : 'unproven',
      sentence: `${alarmParagraph(alarm)} ${sentence}`,
      line: alarmLine(asked, alarm),
      token: alarm.token ?? token,
      problems: [alarmProblem(alarm, FILE_START)],
    };
  });
}
