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
 * A length of time for a glance: three significant digits, in the unit that suits it.
 * @example formatSpan(14_982_117) // '15.0 s'
 */
export function formatSpan(us: number): string {
  const absolute = Math.abs(us);
  const scales = [
    { unit: '\u00b5s', perUnit: 1 },
    { unit: 'ms', perUnit: 1_000 },
    { unit: 's', perUnit: 1_000_000 },
    { unit: 'min', perUnit: 60_000_000 },
    { unit: 'h', perUnit: 3_600_000_000 },
  ];
  const scale = scales.findLast(({ perUnit }) => absolute >= perUnit) ?? scales[0]!;
  const amount = absolute / scale.perUnit;
  const digits = scale.perUnit === 1 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
  return `${amount.toFixed(digits)} ${scale.unit}`;
}

/** Thousands apart by commas, whatever the host's locale says. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
