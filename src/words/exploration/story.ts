import type { CounterexampleReport } from './exploration.js';

/** One step of a counterexample that is worth telling. */
export interface StoryStep {
  /** Its place in the run, from 1. */
  readonly step: number;
  readonly words: string;
  /** Another pick than the default order would have made. */
  readonly deviates: boolean;
}

export interface Story {
  readonly steps: readonly StoryStep[];
  /** Steps of the run that are left out. */
  readonly omitted: number;
}

/** What was kept, as a sentence beside the story. */
export const STORY_RULE =
  'Told are the steps of the signals that take part, and of their cycles up to the duplicate fill; answers on their way back, and everything after it, are left out.';

const FILL = /^the broker fills BUY \d+ (\S+) for /;
const ANSWER = /^\S+ (gets the answer to|hears of) /;
const WRITTEN = /^the (position|account|trade)\b.* is written by (\S+)$/;

/**
 * The steps that matter, by a rule that needs no judgement: up to the first
 * fill of a symbol that was bought before, of the conflicting tasks (those of
 * the signals that take part, and the cycles that they run in, without the
 * cycles' closing writes), without the answers of calls, whose effect is what
 * others see. A step that deviates is always told.
 */
export function tellStory(
  counterexample: Pick<CounterexampleReport, 'story' | 'deviating' | 'signalIds'>,
): Story {
  const { story, signalIds } = counterexample;
  const deviating = new Set(counterexample.deviating);
  const end = endOf(story);
  const steps = story.flatMap((words, index): StoryStep[] => {
    const deviates = deviating.has(words);
    if (index > end && !deviates) return [];
    const isTold = deviates || (!ANSWER.test(words) && isOfTasks(words, signalIds));
    return isTold ? [{ step: index + 1, words, deviates }] : [];
  });
  return { steps, omitted: story.length - steps.length };
}

/** Index of the first fill that repeats a symbol; the last step where none does. */
function endOf(story: readonly string[]): number {
  const bought = new Set<string>();
  for (const [index, words] of story.entries()) {
    const symbol = FILL.exec(words)?.[1];
    if (symbol === undefined) continue;
    if (bought.has(symbol)) return index;
    bought.add(symbol);
  }
  return story.length - 1;
}

/** Task names end in `/<signal>`; a cycle's own task has no slash. */
function isOfTasks(words: string, signalIds: readonly string[]): boolean {
  const tasks = words.split(' ').filter((word) => word.includes('/'));
  if (tasks.length > 0)
    return signalIds.some(
      (id) => tasks.some((task) => task.endsWith(`/${id}`)) || words.includes(`/${id} `),
    );
  return !WRITTEN.test(words);
}
