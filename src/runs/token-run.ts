import {
  type ReplayRequest,
  type ReplayResult,
  replayToken,
  type TapeListener,
  type TokenDrift,
} from '../experiments/index.js';
import { expectationFor } from '../verdict/index.js';
import { escapeTerminal } from '../words/index.js';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import type { TokenSettings } from './requests.js';

/** A token that did not fit: the scenario, or racetape, is not what it was. Ends in exit code 1. */
export class TokenDrifted extends Error {
  override readonly name = 'TokenDrifted';
  readonly drift: TokenDrift;

  constructor(drift: TokenDrift) {
    super(driftWords(drift));
    this.drift = drift;
  }
}

/** Possible steps named in one message. */
const POSSIBLE_NAMED_MAX = 8;

/** The run that a token names. Throws an `InputProblem` where it cannot be one, and `TokenDrifted` on drift. */
export function tokenRun(
  { text, onDrift }: TokenSettings,
  io: Io,
): (request: ReplayRequest, listener: TapeListener) => Promise<ReplayResult> {
  return async (request, listener) => {
    const answer = await replayToken(request, text, onDrift, listener);
    if (answer.kind === 'refused') {
      const { why, hint } = answer;
      throw new InputProblem(why, `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`);
    }
    if (answer.kind === 'drifted') throw new TokenDrifted(answer.drift);
    if (answer.drift !== null)
      io.stderr.write(
        `racetape: ${escapeTerminal(driftWords(answer.drift))}\n  From there it went on in the default order.\n`,
      );
    return asOneOfMany(answer.result, request);
  };
}

/**
 * What the scenario expects of an exploration holds for an order that it found:
 * where some orders are expected to fail, each may fail or pass.
 */
function asOneOfMany(
  result: ReplayResult,
  { scenario, guards, guardSet }: ReplayRequest,
): ReplayResult {
  const { verdict, expected } = result.judgement;
  const explore = expectationFor({ scenario, guards, guardSet })?.explore ?? null;
  const fits = explore === verdict || (explore === 'fail' && verdict === 'pass');
  return { ...result, judgement: { ...result.judgement, expected: expected || fits } };
}

function driftWords({ step, expected, seen, possible }: TokenDrift): string {
  const named = possible.slice(0, POSSIBLE_NAMED_MAX);
  const more = possible.length - named.length;
  const list = `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return `the token stops fitting at step ${step}: expected ${expected}, saw ${seen}; possible there: ${list === '' ? 'nothing' : list}`;
}
