import type { LatencyProfile, LatencySettings } from '../domain/index.js';

/** Every operation but those that vary takes its minimum, always. */
export function steadied(latency: LatencySettings, varying: readonly string[]): LatencySettings {
  return Object.fromEntries(
    Object.entries(latency).map(([operation, profile]) => [
      operation,
      varying.includes(operation) ? profile : { kind: 'constant', us: minimumOf(profile) },
    ]),
  );
}

function minimumOf(profile: LatencyProfile): number {
  return profile.kind === 'constant' ? profile.us : profile.minUs;
}
