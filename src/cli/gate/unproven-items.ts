import { FILE_START } from '../../report/index.js';
import type { Scenario } from '../../scenario/index.js';
import type { GateItem } from './gate-item.js';

/** A gate that asks nothing of every order proves nothing of any: that is said, and never a pass. */
export function nothingHeld(scenario: Scenario): GateItem {
  return unproven(scenario, {
    act: 'hold',
    line: 'npx racetape gate --help',
    sentence:
      'No guard set has to hold in every order: the scenarios say explore: pass of none, and the policy names none.',
  });
}

/** After Ctrl-C what was run may all be well, and no reporter may say that all is. */
export function stoppedEarly(scenario: Scenario): GateItem {
  return unproven(scenario, {
    act: 'gate, all of it',
    line: 'npx racetape gate',
    sentence: 'It was interrupted: what is not listed did not run.',
  });
}

function unproven(
  { path, title }: Scenario,
  { act, line, sentence }: Readonly<Record<'act' | 'line' | 'sentence', string>>,
): GateItem {
  const place = FILE_START;
  return {
    answer: { status: 'unproven', words: sentence },
    check: {
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
    },
  };
}
