import type { LatencySettings } from '../scenario/index.js';

/** The bounds of one leg: a leg's own profile, or half of the round trip's. */
export function declaredLeg(
  latency: LatencySettings,
  operation: string,
): { readonly declaredMinUs: number; readonly declaredMaxUs: number } {
  const legs = ['request', 'response'].map((leg) => {
    const own = latency[`${operation}.${leg}` as keyof LatencySettings];
    const whole = latency[operation as keyof LatencySettings];
    const profile = own ?? whole ?? { kind: 'constant', us: 0 };
    const [minUs, maxUs] =
      profile.kind === 'constant' ? [profile.us, profile.us] : [profile.minUs, profile.maxUs];
    const share = own === undefined ? 2 : 1;
    return { minUs: Math.ceil(minUs / share), maxUs: Math.ceil(maxUs / share) };
  });
  return {
    declaredMinUs: Math.max(...legs.map(({ minUs }) => minUs)),
    declaredMaxUs: Math.max(...legs.map(({ maxUs }) => maxUs)),
  };
}
