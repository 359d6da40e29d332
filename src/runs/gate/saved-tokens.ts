import { replayToken } from '../../experiments/index.js';
import { type Check, FILE_START } from '../../formats/index.js';
import { resolveGuards, type Scenario } from '../../scenario/index.js';
import type { GateAnswer } from '../../verdict/index.js';
import { tokenLine } from '../../words/index.js';
import { asGiven } from '../given-world.js';
import { InputProblem } from '../input-problem.js';
import type { GateItem } from './gate-item.js';
import type { SavedToken } from './token-file.js';

/** Nobody keeps the tape: the token makes it again. */
const UNHEARD = { header: () => undefined, event: () => undefined };

/**
 * Runs an order that once failed. It fails still: refused. It passes: fixed. It
 * no longer fits the scenario: said, and left to the exploration.
 */
export async function runSavedToken(scenario: Scenario, saved: SavedToken): Promise<GateItem> {
  const { guardSet, token, options } = saved;
  const request = {
    scenario: givenOr(scenario, saved),
    guardSet: guardSet.guardSet,
    guards: resolveGuards(guardSet, scenario.system),
  };
  const replayed = await replayToken(request, token, 'stop', UNHEARD);
  const told = outcomeOf(replayed);
  const { path, title } = scenario;
  const asked = { scenario: { id: scenario.id, path, title }, guardSet: guardSet.guardSet };
  const failed = told.answer.status === 'refused';
  const check: Check = {
    scenario: { path, title },
    act: `saved token ${token}`,
    guardSet: guardSet.guardSet,
    status: told.answer.status === 'met' ? 'ok' : told.answer.status,
    verdict: told.verdict,
    claim: null,
    sentence: told.sentence,
    line: tokenLine({ ...asked, extraOptions: options }, { token }),
    token,
    problems: failed
      ? [{ rule: 'saved-token', level: 'error', message: told.sentence, place: FILE_START }]
      : [],
    steps: [],
    place: FILE_START,
  };
  return { check, answer: told.answer };
}

/** A fault that speaks of what is no longer there leaves the scenario as it is: the token then does not fit. */
function givenOr(scenario: Scenario, saved: SavedToken): Scenario {
  try {
    return asGiven(scenario, saved);
  } catch (error) {
    if (error instanceof InputProblem) return asGiven(scenario, { ...saved, faults: [] });
    throw error;
  }
}

function outcomeOf(replayed: Awaited<ReturnType<typeof replayToken>>): {
  readonly answer: GateAnswer;
  readonly verdict: Check['verdict'];
  readonly sentence: string;
} {
  const met: GateAnswer = { status: 'met', words: '' };
  if (replayed.kind === 'refused')
    return {
      answer: met,
      verdict: 'inconclusive',
      sentence: `It no longer says anything: ${replayed.why}. Explore again, and keep a new one or none.`,
    };
  if (replayed.kind === 'drifted') {
    const { step, expected, seen } = replayed.drift;
    return {
      answer: met,
      verdict: 'inconclusive',
      sentence: `It drifted: at step ${step} it expects ${expected}, and there was ${seen}. Explore again, and keep a new one or none.`,
    };
  }
  const { verdict, findings } = replayed.result.judgement;
  if (verdict === 'pass')
    return { answer: met, verdict, sentence: 'Fixed: the order that once failed passes.' };
  const worst = findings.find(({ severity }) => severity === 'error')?.message ?? '';
  return verdict === 'fail'
    ? {
        answer: { status: 'refused', words: 'A saved order fails again.' },
        verdict,
        sentence: `It fails again. ${worst}`.trim(),
      }
    : {
        answer: { status: 'unproven', words: 'A saved order could not be judged.' },
        verdict,
        sentence: 'It could not be judged.',
      };
}
