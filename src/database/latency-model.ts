import type {
  CallOperation,
  LatencyProfile,
  LatencySettings,
  SpikesProfile,
} from '../domain/index.js';
import { type Delay, invariant, type Streams } from '../kernel/index.js';
import { shapeOf, uniform } from './profile-shapes.js';
import { SpikeClock } from './spike-clock.js';

export type Leg = 'request' | 'response';

/** One leg's latency: exactly one draw a use, even for a constant. */
export type LegLatency = (draw: number, nowUs: number) => Delay;

/** A profile in two states, with the clock that the current run began. */
interface Spiky {
  /** The stream that its stretches come from. */
  readonly stream: string;
  readonly profile: SpikesProfile;
  clock: SpikeClock | null;
}

/** Latency of both legs of every operation, worked out once per scenario. */
export class LatencyModel {
  readonly #legs: Readonly<Record<CallOperation, Readonly<Record<Leg, LegLatency>>>>;
  readonly #spiky: Spiky[] = [];
  /** How long a write keeps the writer's lock; null: no time, so nobody waits for it. */
  readonly hold: LegLatency | null;

  constructor(settings: LatencySettings) {
    const latency = (profile: LatencyProfile, operation: string): LegLatency =>
      profile.kind === 'spikes' ? this.#inSpikes(profile, operation) : latencyOf(profile);
    const legs = (operation: CallOperation): Readonly<Record<Leg, LegLatency>> => {
      const roundTrip = settings[operation];
      const whole = roundTrip === undefined ? instant : latency(roundTrip, operation);
      const leg = (name: Leg): LegLatency => {
        const own = settings[`${operation}.${name}`];
        return own === undefined ? halfOf(whole, name) : latency(own, `${operation}.${name}`);
      };
      return { request: leg('request'), response: leg('response') };
    };
    const hold = settings['db.write.hold'];
    const isLong = hold !== undefined && (hold.kind === 'constant' ? hold.us : hold.maxUs) > 0;
    this.hold = isLong ? latency(hold, 'db.write.hold') : null;
    this.#legs = {
      'db.read': legs('db.read'),
      'db.write': legs('db.write'),
      broker: legs('broker'),
    };
  }

  /** A run begins. Draws from `spikes/<operation>`, where a profile has spikes. */
  startRun(streams: Streams): void {
    for (const spiky of this.#spiky) {
      const stream = streams.open(spiky.stream);
      spiky.clock = new SpikeClock(spiky.profile, () => stream.next());
    }
  }

  delay(operation: CallOperation, leg: Leg, draw: number, nowUs: number): Delay {
    return this.#legs[operation][leg](draw, nowUs);
  }

  #inSpikes(profile: SpikesProfile, operation: string): LegLatency {
    const spiky: Spiky = { stream: `spikes/${operation}`, profile, clock: null };
    this.#spiky.push(spiky);
    const calm = uniform(profile.calm);
    const spike = uniform(profile.spike);
    const { minUs, maxUs } = profile;
    return (draw, nowUs) => {
      const { clock } = spiky;
      invariant(clock !== null, () => `${spiky.stream}: no run has begun`);
      const us = clock.isSpiking(nowUs) ? spike(draw) : calm(draw);
      return { us, minUs, maxUs };
    };
  }
}

const NO_DELAY: Delay = { us: 0, minUs: 0, maxUs: 0 };
const instant: LegLatency = () => NO_DELAY;

/** A draw in [0, 1) → a delay inside the profile's window. */
export function latencyOf(
  profile: Exclude<LatencyProfile, SpikesProfile>,
): (draw: number) => Delay {
  if (profile.kind === 'constant') {
    const delay = { us: profile.us, minUs: profile.us, maxUs: profile.us };
    return () => delay;
  }
  const { minUs, maxUs } = profile;
  const shape = shapeOf(profile);
  return (draw) => ({ us: shape(draw), minUs, maxUs });
}

function halfOf(roundTrip: LegLatency, leg: Leg): LegLatency {
  if (roundTrip === instant) return instant;
  const half =
    leg === 'request' ? (us: number) => Math.floor(us / 2) : (us: number) => Math.ceil(us / 2);
  return (draw, nowUs) => {
    const { us, minUs, maxUs } = roundTrip(draw, nowUs);
    return { us: half(us), minUs: half(minUs), maxUs: half(maxUs) };
  };
}
