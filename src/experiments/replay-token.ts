import { ruleSetOf, streamJudge } from '../assertions/index.js';
import {
  type Choices,
  choicesGuide,
  type Drift,
  type Replayed,
  replaySchedule,
  witnessTiming,
} from '../exploration/index.js';
import type { Chooser, Comparison, Completion } from '../kernel/index.js';
import { encodeEvent, encodeHeader, TapeDigest, type TapeEvent } from '../tape/index.js';
import { replay } from './replay.js';
import type { ReplayRequest, ReplayResult, TapeListener } from './replay-contract.js';
import type { RunOutcome } from './run-outcome.js';
import { belongingOfSetting, parseRunToken, restrictSignals } from './run-token.js';
import { ScenarioProgram } from './scenario-program.js';
import { tapeHeaderOf } from './tape-header.js';

/** Why a token cannot be replayed, in words for people. */
export type TokenRefusal = {
  readonly kind: 'refused';
  readonly why: string;
  readonly hint: string;
};

/** Where the run left the token's way: what was expected, what was possible instead. */
export interface TokenDrift {
  readonly step: number;
  readonly expected: string;
  readonly seen: string;
  readonly possible: readonly string[];
}

export type TokenReplay =
  | TokenRefusal
  | { readonly kind: 'drifted'; readonly drift: TokenDrift }
  | {
      readonly kind: 'replayed';
      readonly result: ReplayResult;
      /** With `best effort`: where the token stopped fitting; null where it fitted to the end. */
      readonly drift: TokenDrift | null;
    };

/**
 * Replays the very order that a token names. Its tape shows that order's class
 * with the earliest times that the declared latencies allow; where no latencies
 * inside the windows produce it (a token of an untimed exploration), only the
 * lower bounds are kept.
 *
 * `onDrift`: `stop` at the first step that the token did not expect, or go on
 * from there in the default order.
 */
export async function replayToken(
  request: Omit<ReplayRequest, 'seed'>,
  text: string,
  onDrift: 'stop' | 'best effort',
  listener: TapeListener,
): Promise<TokenReplay> {
  const parsed = parseRunToken(text);
  if (parsed.kind === 'damaged') {
    return refusal(`the token is damaged: ${parsed.why}`, 'copy it again, whole');
  }
  if (parsed.kind === 'other version') {
    return refusal(
      `the token is of version ${parsed.version}`,
      'explore again with this version of racetape',
    );
  }
  const { token } = parsed;
  const whole = { ...request, seed: token.seed };
  if (token.belongsTo !== belongingOfSetting(whole) && onDrift === 'stop') {
    return refusal(
      'the token belongs to another scenario, guard set or latency',
      'give the scenario and --guards that it was printed with, or add --best-effort',
    );
  }
  const scenario = restrictSignals(request.scenario, token.signals);
  if (scenario === null) {
    return refusal('the token names signals that the scenario has not', 'give its own scenario');
  }
  const setting = { ...whole, scenario };
  if (token.choices === null) {
    return { kind: 'replayed', result: await replay(setting, listener), drift: null };
  }
  return replayChoices(setting, { text, choices: token.choices, onDrift }, listener);
}

async function replayChoices(
  setting: ReplayRequest,
  token: { text: string; choices: Choices; onDrift: 'stop' | 'best effort' },
  listener: TapeListener,
): Promise<TokenReplay> {
  const program = new ScenarioProgram(setting);
  await program.learnLabels();
  const replayed = await replaySchedule(program, choicesGuide(token.choices), {
    onDrift: token.onDrift === 'stop' ? 'stop' : 'go on by default order',
    timing: 'untimed',
  });
  const drift = replayed.drift === null ? null : wordsOf(replayed.drift, program);
  if (drift !== null && token.onDrift === 'stop') {
    program.close();
    return { kind: 'drifted', drift };
  }
  const result = await tapeOf(program, replayed, token.text, listener);
  return { kind: 'replayed', result, drift };
}

/** Runs an explored order once more, for its tape. Closes the program. */
async function tapeOf(
  program: ScenarioProgram,
  replayed: Replayed<RunOutcome>,
  token: string,
  listener: TapeListener,
): Promise<ReplayResult> {
  const header = tapeHeaderOf(program.setting, token);
  const digest = new TapeDigest();
  const judge = streamJudge(header, ruleSetOf(program.setting.extraRules));
  const headerLine = encodeHeader(header);
  digest.add(headerLine);
  listener.header(header, headerLine);
  let eventsCount = 0;
  const simulation = await program.simulation();
  await simulation.run(new WitnessChooser(replayed), (event: TapeEvent) => {
    const line = encodeEvent(event);
    digest.add(line);
    judge.step(event);
    listener.event(event, line);
    eventsCount++;
  });
  const judgement = judge.finish();
  const { endUs } = simulation;
  const database = simulation.finish();
  return { header, judgement, digest: digest.hex(), eventsCount, database, endUs };
}

/**
 * Repeats a run's class in the order of its witness timing: the steps sorted by
 * their earliest times, ties in the order of the run, which keeps everything
 * that happens-before something else before it.
 */
class WitnessChooser implements Chooser {
  readonly sees = 'all';
  readonly #keys: readonly number[];
  readonly #times: readonly number[];
  readonly #answers: ReadonlyMap<number, readonly boolean[]>;
  #nth = 0;
  #step = -1;

  constructor({ run, relation }: Replayed<RunOutcome>) {
    const times =
      witnessTiming(run, relation, 'timed') ??
      witnessTiming(run, relation, 'timed', (_key, { minUs }) => ({
        minUs,
        maxUs: Number.POSITIVE_INFINITY,
      })) ??
      witnessTiming(run, relation, 'untimed')!;
    const order = Array.from({ length: run.length }, (_, step) => step);
    // Determinism: the sort is stable, so ties stay in the order of the run.
    order.sort((a, b) => times[a]! - times[b]!);
    this.#keys = order.map((step) => run.keyAt(step));
    this.#times = order.map((step) => times[step]!);
    this.#answers = new Map(order.map((step) => [run.keyAt(step), run.answers[step]!]));
  }

  choose(enabled: readonly Completion[], step: number): number {
    this.#step = step;
    this.#nth = 0;
    return enabled.findIndex(({ key }) => key === this.#keys[step]);
  }

  compare(comparison: Comparison): boolean {
    const answers = this.#answers.get(this.#keys[this.#step]!);
    return answers?.[this.#nth++] ?? comparison.byDefault;
  }

  timeOf(_completion: Completion, step: number): number {
    return this.#times[step]!;
  }

  stepped(): void {}
}

function wordsOf({ step, expected, seen, possible }: Drift, program: ScenarioProgram): TokenDrift {
  return { step, expected, seen, possible: possible.map((key) => program.labelOf(key)) };
}

function refusal(why: string, hint: string): TokenRefusal {
  return { kind: 'refused', why, hint };
}
