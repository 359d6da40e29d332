import type { Program } from '../kernel/index.js';
import { byDueThenKey, type DefaultOrder } from './default-order.js';
import { DeviationBounded } from './deviation-bounded.js';
import { explore } from './explore.js';
import { choicesGuide, classGuide, type Guide, scheduleGuide, wishGuide } from './guide.js';
import { type Replayed, replaySchedule } from './replay.js';
import type { Schedule } from './schedule.js';
import { type Axis, shrink } from './shrink.js';
import type { TimingMode } from './timing.js';

export interface ShrinkScheduleOptions<Outcome> {
  /** Does a run that ended so still show the failure? Asked of complete, feasible runs. */
  readonly fails: (outcome: Outcome, name: string) => boolean;
  readonly timing?: TimingMode;
  readonly order?: DefaultOrder;
  /** Schedules near the default order that are tried first, for a failure with fewer deviations. Default 2,000. */
  readonly searchMax?: number;
  readonly shouldStop?: () => boolean;
}

export interface ShrunkSchedule<Outcome> {
  /** The smallest failing run, replayed from its choices. */
  readonly replayed: Replayed<Outcome>;
  /** Runs made altogether. */
  readonly tries: number;
  /** Dropping any single deviation or flipped answer no longer fails. */
  readonly isMinimal: boolean;
}

/** Picks and answers that differ from the default, by key, so that they mean something when others are dropped. */
interface Story {
  readonly picks: readonly { step: number; key: number }[];
  readonly flips: readonly { key: number; nth: number; answer: boolean }[];
}

/**
 * The failing schedule with the fewest deviations that can be found: the class
 * itself as close to the default order as it gets; any failing schedule of
 * fewer deviations, by deviation-bounded search with a cap; then every single
 * deviation and answer left out in turn. The answer is replayed strictly from
 * its choices and fails; null if the given schedule does not fail when replayed.
 */
export async function shrinkSchedule<Outcome>(
  program: Program<Outcome>,
  schedule: Schedule,
  options: ShrinkScheduleOptions<Outcome>,
): Promise<ShrunkSchedule<Outcome> | null> {
  const { timing = 'untimed', order = byDueThenKey, searchMax = 2000 } = options;
  let tries = 0;
  const attempt = async (guide: Guide): Promise<Replayed<Outcome> | null> => {
    tries += 1;
    const tried = await replaySchedule(program, guide, { timing, order });
    return tried.drift === null && failsIn(tried, options) ? tried : null;
  };

  let best = await attempt(scheduleGuide(schedule));
  if (best === null) return null;
  best = smaller(best, await attempt(classGuide(best.run, best.relation)));

  for (let bound = 0; bound < best.choices.deviations.length && tries < searchMax; bound += 1) {
    let found: Schedule | null = null;
    const search = await explore(program, () => new DeviationBounded({ bound, order }), {
      timing,
      shouldStop: () => found !== null || tries >= searchMax || options.shouldStop?.() === true,
      onVoid: () => {
        found = null;
      },
      onProgress: () => {
        tries += 1;
      },
      onOutcome: (outcome, name, take) => {
        if (found === null && options.fails(outcome, name)) found = take();
      },
    });
    if (found !== null) best = smaller(best, await attempt(scheduleGuide(found)));
    if (search.coverage.kind === 'unfinished') break;
  }

  const shrunk = await shrink(
    storyOf(best),
    [PICKS, FLIPS],
    async (story) => (await attempt(guideOf(story))) !== null,
    options.shouldStop,
  );
  tries += 1;
  const last = await replaySchedule(program, guideOf(shrunk.story), { timing, order });
  const replayed = await attempt(choicesGuide(last.choices));
  return replayed === null ? null : { replayed, tries, isMinimal: shrunk.isMinimal };
}

function failsIn<Outcome>(
  { outcome, name, feasible }: Replayed<Outcome>,
  { fails }: ShrinkScheduleOptions<Outcome>,
): boolean {
  return name !== null && feasible && fails(outcome as Outcome, name);
}

function smaller<Outcome>(a: Replayed<Outcome>, b: Replayed<Outcome> | null): Replayed<Outcome> {
  return b !== null && size(b) < size(a) ? b : a;
}

function size({ choices }: Replayed<unknown>): number {
  return choices.deviations.length + choices.flips.length;
}

function storyOf({ run, choices }: Replayed<unknown>): Story {
  return {
    picks: choices.deviations.map(({ step }) => ({ step, key: run.keyAt(step) })),
    flips: choices.flips.map(({ step, nth }) => ({
      key: run.keyAt(step),
      nth,
      answer: run.answers[step]![nth]!,
    })),
  };
}

function guideOf({ picks, flips }: Story): Guide {
  const answers = new Map<number, (boolean | undefined)[]>();
  for (const { key, nth, answer } of flips) {
    const known = answers.get(key) ?? [];
    known[nth] = answer;
    answers.set(key, known);
  }
  return wishGuide({ picks: new Map(picks.map(({ step, key }) => [step, key])), answers });
}

const PICKS: Axis<Story> = {
  name: 'deviations',
  count: ({ picks }) => picks.length,
  without: (story, indices) => ({ ...story, picks: dropped(story.picks, indices) }),
};

const FLIPS: Axis<Story> = {
  name: 'answers',
  count: ({ flips }) => flips.length,
  without: (story, indices) => ({ ...story, flips: dropped(story.flips, indices) }),
};

function dropped<T>(items: readonly T[], indices: readonly number[]): T[] {
  return items.filter((_, index) => !indices.includes(index));
}
