import type { ExplorationReport } from './exploration.js';

type Told = Pick<ExplorationReport, 'counterexample' | 'passingTwin' | 'cut'>;

/** What a reader must not take for an answer, because a budget ended the search for it. */
interface CutWords {
  /** null: the failure is as small as it gets. */
  readonly notSmallest: string | null;
  /** Why there is no passing twin; null: there is one. */
  readonly noTwin: string | null;
}

/** The same words wherever a failure is shown: in a terminal, on a page, in a check. */
export function cutWords({ counterexample, passingTwin, cut }: Told): CutWords {
  const isSmallest = counterexample?.minimal !== false;
  return {
    notSmallest: isSmallest
      ? null
      : cut.includes('shrink')
        ? 'Not made smallest: budget. Fewer signals or deviations may do.'
        : 'Not made smallest yet.',
    noTwin:
      passingTwin !== null
        ? null
        : cut.includes('twin')
          ? 'No passing twin found so far: budget.'
          : isSmallest
            ? 'No single exchange of two steps makes it pass.'
            : 'No passing twin looked for yet.',
  };
}

/** What stands beside a token in a table, where the failure may not be the smallest; else nothing. */
export function cutNote({ cut }: Pick<Told, 'cut'>): string {
  return cut.includes('shrink') ? 'not made smallest: budget' : '';
}
