import { listed } from '../text/count-words.js';
import { formatTime } from '../text/format-time.js';
import type { CounterexampleReport, CriticalLeg } from './exploration.js';

/** Which latencies a failure needs, as sentences; none where timing was left out. */
export function latencyWords(
  {
    latencies,
    critical,
    minimal,
  }: Pick<CounterexampleReport, 'latencies' | 'critical' | 'minimal'>,
  timed: boolean,
): readonly string[] {
  if (!timed) return ['Latencies were left out: some may rule this order out.'];
  const needed =
    latencies.length === 0
      ? 'It needs no latency to vary: it happens with every one at its minimum too.'
      : !minimal
        ? `It was found with ${listed(latencies)} free to vary; fewer may do.`
        : `It needs ${listed(latencies)} to vary; every other latency may stay at its minimum.`;
  return [needed, ...alwaysSentence(critical), ...critical.flatMap(criticalSentence)];
}

function isAlways({ legMaxUs, declaredMinUs }: CriticalLeg): boolean {
  return legMaxUs !== null && legMaxUs <= declaredMinUs;
}

function alwaysSentence(critical: readonly CriticalLeg[]): readonly string[] {
  const always = critical.filter(isAlways).map(({ operation }) => operation);
  return always.length === 0
    ? []
    : [
        `It stays possible however fast ${listed(always)} ${always.length === 1 ? 'is' : 'are'} inside the declared windows.`,
      ];
}

function criticalSentence(leg: CriticalLeg): readonly string[] {
  const { operation, legMaxUs, declaredMaxUs } = leg;
  if (isAlways(leg)) return [];
  if (legMaxUs === null) return [`No latency of ${operation} makes this very order possible.`];
  return [
    `It becomes possible once a leg of ${operation} can take ${formatTime(legMaxUs)}, all else as declared (${operation}: up to ${formatTime(declaredMaxUs)}).`,
  ];
}
