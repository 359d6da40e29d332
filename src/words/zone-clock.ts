/** Says what the clock on the wall of a zone shows. */
type ZoneClock = (epochUs: number) => string;

const US_PER_SECOND = 1_000_000;

/**
 * A clock of one IANA zone, printing local ISO time with microseconds and without
 * an offset, as Python's `datetime.now().isoformat(timespec='microseconds')` does.
 * In the hour that is lived twice when summer time ends, the text repeats: that is
 * what the recorded system writes, and the order of the lines stays that of the tape.
 *
 * `Intl` is asked once per second of virtual time and not per event: asking costs
 * about as much as a hundred lines.
 * @example zoneClock('America/New_York')(1_769_442_127_123_456) // '2026-01-26T10:42:07.123456'
 */
export function zoneClock(zone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  let cachedSecond = Number.NaN;
  let cachedText = '';
  return (epochUs) => {
    const second = Math.floor(epochUs / US_PER_SECOND);
    if (second !== cachedSecond) {
      cachedText = secondText(format, second);
      cachedSecond = second;
    }
    const micros = epochUs - second * US_PER_SECOND;
    return `${cachedText}.${String(micros).padStart(6, '0')}`;
  };
}

function secondText(format: Intl.DateTimeFormat, epochSecond: number): string {
  const parts = new Map<string, string>();
  for (const { type, value } of format.formatToParts(epochSecond * 1_000)) parts.set(type, value);
  const part = (type: string): string => parts.get(type) ?? '';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}`;
}
