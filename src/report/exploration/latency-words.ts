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
      : `It needs ${listed(latencies)} to vary; every other latency may stay at its minimum.`;
  const rest = minimal
    ? []
    : ['There was no time to make it as small as it can be: fewer signals or deviations may do.'];
  return [needed, ...critical.map(criticalSentence), ...rest];
}

function criticalSentence({
  operation,
  legMaxUs,
  declaredMinUs,
  declaredMaxUs,
}: CriticalLeg): string {
  if (legMaxUs === null) return `No ${operation} makes this very order possible.`;
  if (legMaxUs <= declaredMinUs)
    return `However fast ${operation} is inside its window, this order stays possible.`;
  return `It becomes possible once a leg of ${operation} can take ${formatTime(legMaxUs)} (declared: up to ${formatTime(declaredMaxUs)}).`;
}
