import type { Counterexample, CriticalLeg } from '../../verdict/index.js';
import { listed } from '../text/count-words.js';
import { formatTime } from '../text/format-time.js';

/** Which latencies the story needs, and from which on the scenario fails, each as a sentence. */
export function latencyWords(
  { latencies, critical, minimal }: Pick<Counterexample, 'latencies' | 'critical' | 'minimal'>,
  timed: boolean,
): readonly string[] {
  if (!timed) return ['Latencies were left out: some may rule this order out.'];
  const story =
    latencies.length === 0
      ? 'The story happens with every latency at its minimum.'
      : minimal
        ? `The story needs ${listed(latencies)} to vary; every other latency may stay at its minimum.`
        : `The story was found with ${listed(latencies)} free to vary; fewer may do.`;
  return [story, ...critical.flatMap(criticalSentence)];
}

/** One operation a sentence; its subject is the scenario, not the story. */
function criticalSentence(leg: CriticalLeg): readonly string[] {
  const { operation, legMaxUs, declaredMinUs, declaredMaxUs, claim } = leg;
  if (legMaxUs === null) return [];
  if (legMaxUs <= declaredMinUs)
    return [`The scenario can fail however fast ${operation} is inside its declared window.`];
  const value = formatTime(legMaxUs);
  const declared = `(declared: up to ${formatTime(declaredMaxUs)}; every other latency as declared)`;
  return claim === 'exact'
    ? [`The scenario fails only if a one-way ${operation} can take ${value} or more ${declared}.`]
    : [
        `The scenario fails if a one-way ${operation} can take ${value} or more ${declared}. It may fail below that: not every order was run.`,
      ];
}
