import { STOPPED_EARLY, unprovenCheck } from '../../formats/index.js';
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
    sentence: STOPPED_EARLY,
  });
}

function unproven(
  scenario: Scenario,
  words: Readonly<Record<'act' | 'line' | 'sentence', string>>,
): GateItem {
  return {
    answer: { status: 'unproven', words: words.sentence },
    check: unprovenCheck(scenario, words),
  };
}
