/** What the exchange's wall clock shows. */
interface ExchangeMoment {
  /** `2026-01-26`, in New York. */
  readonly day: string;
  /** Monday to Friday, 09:30 up to but not including 16:00. Holidays and short days are not known. */
  readonly isOpen: boolean;
}

const OPENS_AT_MINUTE = 9 * 60 + 30;
const CLOSES_AT_MINUTE = 16 * 60;
const US_PER_MINUTE = 60_000_000;
const WEEKEND: ReadonlySet<string> = new Set(['Sat', 'Sun']);

/**
 * A clock of the exchange (America/New_York), summer time included. Asked once a
 * minute of virtual time and not per event: `Intl` is slow.
 * @example exchangeClock()(1_769_442_127_000_000) // { day: '2026-01-26', isOpen: true }
 */
export function exchangeClock(): (epochUs: number) => ExchangeMoment {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  let cachedMinute = Number.NaN;
  let cached: ExchangeMoment = { day: '', isOpen: false };
  return (epochUs) => {
    const minute = Math.floor(epochUs / US_PER_MINUTE);
    if (minute !== cachedMinute) {
      cached = momentOf(format, minute);
      cachedMinute = minute;
    }
    return cached;
  };
}

function momentOf(format: Intl.DateTimeFormat, epochMinute: number): ExchangeMoment {
  const parts = new Map<string, string>();
  for (const { type, value } of format.formatToParts(epochMinute * 60_000)) parts.set(type, value);
  const part = (type: string): string => parts.get(type) ?? '';
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    isOpen: !WEEKEND.has(part('weekday')) && minute >= OPENS_AT_MINUTE && minute < CLOSES_AT_MINUTE,
  };
}
