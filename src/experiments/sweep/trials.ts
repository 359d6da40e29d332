import { FastJudge, ruleSetOf } from '../../assertions/index.js';
import { type Completion, DefaultChooser, hostTurns, Streams } from '../../kernel/index.js';
import { Simulation } from '../../simulation/index.js';
import type { TapeEvent } from '../../tape/index.js';
import type { Judgement } from '../../verdict/index.js';
import { extrasOf } from '../extras.js';
import type { ProgramSetting } from '../scenario-program.js';
import { tapeHeaderOf } from '../tape-header.js';
import { eightSymbols, PROBE_SYMBOLS_COUNT } from './eight-symbols.js';

/** Replays of one setting under seeds `setting.seed` … `+ count − 1`. */
export interface TrialsRequest {
  readonly setting: ProgramSetting;
  readonly count: number;
  /** How many of the seeds also run the cycle of eight symbols. */
  readonly probes: number;
}

/** What the trials came to: plain data, in the order of the seeds. */
export interface Trials {
  /** Fewer than asked where somebody said stop. */
  readonly done: number;
  readonly duplicates: number;
  readonly failing: number;
  readonly overBlocked: number;
  readonly stalled: number;
  /** From arrival to fill, every fill of every trial. */
  readonly delaysUs: readonly number[];
  /** From the start of the cycle of eight symbols to its last fill, where all were filled. */
  readonly cyclesUs: readonly number[];
  /** Was anything left to chance? If not, every further seed is the same run again. */
  readonly chance: 'drawn' | 'nothing drawn';
}

/**
 * Replays one setting again and again, each seed in its default order, on one
 * database: what a replay of that seed comes to, without its tape. Where the
 * first run shows that nothing is left to chance, it is all there is.
 */
export async function runTrials(
  { setting, count, probes }: TrialsRequest,
  shouldStop: () => boolean,
): Promise<Trials> {
  const trial = await openTrials(setting);
  const probe = probes > 0 ? await openTrials(probeOf(setting)) : null;
  const sum = { done: 0, duplicates: 0, failing: 0, overBlocked: 0, stalled: 0 };
  const delaysUs: number[] = [];
  const cyclesUs: number[] = [];
  let chance: Trials['chance'] = 'nothing drawn';
  try {
    for (let nth = 0; nth < count; nth++) {
      if (hostTurns.isDue()) await hostTurns.turn();
      if (shouldStop()) break;
      const seed = setting.seed + nth;
      const ran = await trial.run(seed);
      const { duplicates, findings, verdict } = ran.judgement;
      const found = (assertion: string): boolean =>
        findings.some((finding) => finding.severity === 'error' && finding.assertion === assertion);
      sum.done++;
      if (duplicates.length > 0) sum.duplicates++;
      if (verdict === 'fail') sum.failing++;
      if (found('exactly-one')) sum.overBlocked++;
      if (found('no-stall')) sum.stalled++;
      for (const delayUs of ran.delaysUs) delaysUs.push(delayUs);
      if (probe !== null && nth < probes) {
        const cycle = await probe.run(seed);
        if (cycle.delaysUs.length === PROBE_SYMBOLS_COUNT)
          cyclesUs.push(Math.max(...cycle.delaysUs));
        if (cycle.chance === 'drawn') chance = 'drawn';
      }
      if (ran.chance === 'drawn') chance = 'drawn';
      if (nth === 0 && chance === 'nothing drawn') break;
    }
  } finally {
    trial.close();
    probe?.close();
  }
  return { ...sum, delaysUs, cyclesUs, chance };
}

function probeOf(setting: ProgramSetting): ProgramSetting {
  const { partOf: _, ...rest } = setting;
  return { ...rest, scenario: eightSymbols(setting.scenario) };
}

interface Trial {
  readonly judgement: Judgement;
  readonly delaysUs: readonly number[];
  readonly chance: Trials['chance'];
}

interface TrialRunner {
  run(seed: number, streams?: Streams): Promise<Trial>;
  close(): void;
}

/** One database for any number of trials of one setting. */
export async function openTrials(setting: ProgramSetting): Promise<TrialRunner> {
  const { scenario, guards, seed } = setting;
  const extras = extrasOf(setting);
  const rules = ruleSetOf(setting.extraRules);
  const simulation = await Simulation.open({ scenario, guards, seed, ...extras, runs: 'many' });
  const isSpread = Object.values(scenario.latency).some(
    (profile) => profile.kind !== 'constant' && profile.minUs < profile.maxUs,
  );
  const isFaulty = scenario.faults.length > 0;
  return {
    run: async (runSeed, streams = new Streams(runSeed)) => {
      const header = tapeHeaderOf({ ...setting, seed: runSeed }, '');
      const judge = new FastJudge(header, rules);
      const delays = new DelayList();
      const chooser = new TieNoter(streams);
      const seeded = simulation.reseeded(runSeed, streams);
      await seeded.run(
        chooser,
        (event) => {
          judge.step(event);
          delays.step(event);
        },
        rules.detail,
      );
      return {
        judgement: judge.finish(),
        delaysUs: delays.us,
        chance: isSpread || isFaulty || chooser.tied ? 'drawn' : 'nothing drawn',
      };
    },
    close: () => simulation.close(),
  };
}

/** The default order, noting whether there ever was a tie for chance to decide. */
class TieNoter extends DefaultChooser {
  tied = false;

  override choose(enabled: readonly Completion[]): number {
    this.tied ||= enabled.length > 1;
    return super.choose(enabled);
  }
}

/** From each signal's first arrival to its fill. */
class DelayList {
  readonly us: number[] = [];
  readonly #arrivedUs = new Map<string, number>();

  step(event: TapeEvent): void {
    if (event.kind === 'arrival') {
      if (!this.#arrivedUs.has(event.signalId)) this.#arrivedUs.set(event.signalId, event.atUs);
    } else if (event.kind === 'fill') {
      this.us.push(event.atUs - (this.#arrivedUs.get(event.signalId) ?? event.atUs));
    }
  }
}
