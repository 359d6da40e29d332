/** Unit of an axis: one for all its labels. */
export type TimeUnit = 'ms' | 's';

/**
 * Virtual time in full, with its unit and without trailing zeros.
 * @example formatTime(204_300) // '204.3 ms'
 * @example formatTime(1_204_300) // '1.2043 s'
 */
export function formatTime(us: number): string {
  return formatTimeIn(us, Math.abs(us) < 1_000_000 ? 'ms' : 's');
}

export function formatTimeIn(us: number, unit: TimeUnit): string {
  const perUnit = unit === 'ms' ? 1_000 : 1_000_000;
  const digits = unit === 'ms' ? 3 : 6;
  const absolute = Math.abs(us);
  const whole = groupDigits(Math.floor(absolute / perUnit));
  const fraction = String(absolute % perUnit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${us < 0 ? '\u2212' : ''}${whole}${fraction === '' ? '' : `.${fraction}`} ${unit}`;
}

/**
 * A formatter for a column: one unit and as many decimals as its longest time
 * needs, so that the points stand under each other.
 * @example timeColumn([976_000, 1_399_500])(976_000) // '0.9760 s'
 */
export function timeColumn(times: readonly number[]): (us: number) => string {
  const isLong = times.some((us) => Math.abs(us) >= 1_000_000);
  const { unit, usPerUnit, most } = isLong
    ? { unit: 's', usPerUnit: 1_000_000, most: 6 }
    : { unit: 'ms', usPerUnit: 1_000, most: 3 };
  const fraction = (us: number): string => String(Math.abs(us) % usPerUnit).padStart(most, '0');
  const decimals = times.reduce(
    (least, us) => Math.max(least, fraction(us).replace(/0+$/, '').length),
    0,
  );
  return (us) => {
    const whole = groupDigits(Math.floor(Math.abs(us) / usPerUnit));
    const point = decimals === 0 ? '' : `.${fraction(us).slice(0, decimals)}`;
    return `${us < 0 ? '\u2212' : ''}${whole}${point} ${unit}`;
  };
}

/**
 * A length of time for a glance: three significant digits, in the unit that suits it.
 * @example formatSpan(14_982_117) // '15.0 s'
 */
export function formatSpan(us: number): string {
  const absolute = Math.abs(us);
  const scales = [
    { unit: '\u00b5s', perUnit: 1 },
    { unit: 'ms', perUnit: 1_000 },
    { unit: 's', perUnit: 1_000_000 },
    { unit: 'min', perUnit: 60_000_000, fromUs: 120_000_000 },
    { unit: 'h', perUnit: 3_600_000_000, fromUs: 7_200_000_000 },
  ];
  const scale =
    scales.findLast(({ perUnit, fromUs = perUnit }) => absolute >= fromUs) ?? scales[0]!;
  const amount = absolute / scale.perUnit;
  const digits = scale.perUnit === 1 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
  return `${amount.toFixed(digits)} ${scale.unit}`;
}

/** Thousands apart by commas, whatever the host's locale says. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
