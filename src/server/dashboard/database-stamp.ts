/**
 * A moment as the recorded database writes it: UTC, whole seconds, rounded down.
 * @example databaseStamp(1_769_442_127_900_000) // '2026-01-26 15:42:07'
 */
export function databaseStamp(epochUs: number): string {
  const iso = new Date(Math.floor(epochUs / 1_000_000) * 1_000).toISOString();
  return iso.slice(0, 19).replace('T', ' ');
}
