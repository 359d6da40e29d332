import type {
  CallOperation,
  LatencyProfile,
  LatencySettings,
  SpikesProfile,
} from '../domain/index.js';
import { type Delay, invariant, type Streams } from '../kernel/index.js';
import { shapeOf, uniform } from './profile-shapes.js';
import { SpikeClock } from './spike-clock.js';

type Leg = 'request' | 'response';

/** One leg's latency: exactly one draw a use, even for a constant. */
type LegLatency = (draw: number, nowUs: number) => Delay;

/** A latency in parts: its window, and what a draw makes of it. */
interface Windowed {
  readonly minUs: number;
  readonly maxUs: number;
  us(draw: number, nowUs: number): number;
}

/** A profile in two states, with the clock that the current run began. */
interface Spiky {
  /** The stream that its stretches come from. */
  readonly stream: string;
  readonly profile: SpikesProfile;
  clock: SpikeClock | null;
}

/** Latency of both legs of every operation, worked out once per scenario. */
export class LatencyModel {
  readonly #legs: Readonly<Record<CallOperation, Readonly<Record<Leg, Windowed>>>>;
  readonly #spiky: Spiky[] = [];
  /** How long a write keeps the writer's lock; null: no time, so nobody waits for it. */
  readonly hold: LegLatency | null;

  constructor(settings: LatencySettings) {
    const latency = (profile: LatencyProfile, operation: string): Windowed =>
      profile.kind === 'spikes' ? this.#inSpikes(profile, operation) : windowed(profile);
    const legs = (operation: CallOperation): Readonly<Record<Leg, Windowed>> => {
      const roundTrip = settings[operation];
      const whole = roundTrip === undefined ? INSTANT : latency(roundTrip, operation);
      const leg = (name: Leg): Windowed => {
        const own = settings[`${operation}.${name}`];
        return own === undefined ? halfOf(whole, name) : latency(own, `${operation}.${name}`);
      };
      return { request: leg('request'), response: leg('response') };
    };
    const hold = settings['db.write.hold'];
    const isLong = hold !== undefined && (hold.kind === 'constant' ? hold.us : hold.maxUs) > 0;
    this.hold = isLong ? delayOf(latency(hold, 'db.write.hold')) : null;
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
    const latency = this.#legs[operation][leg];
    return { us: latency.us(draw, nowUs), minUs: latency.minUs, maxUs: latency.maxUs };
  }

  #inSpikes(profile: SpikesProfile, operation: string): Windowed {
    const spiky: Spiky = { stream: `spikes/${operation}`, profile, clock: null };
    this.#spiky.push(spiky);
    const calm = uniform(profile.calm);
    const spike = uniform(profile.spike);
    const { minUs, maxUs } = profile;
    const us = (draw: number, nowUs: number): number => {
      const { clock } = spiky;
      invariant(clock !== null, () => `${spiky.stream}: no run has begun`);
      return clock.isSpiking(nowUs) ? spike(draw) : calm(draw);
    };
    return { us, minUs, maxUs };
  }
}

const INSTANT: Windowed = { us: () => 0, minUs: 0, maxUs: 0 };

/** A draw in [0, 1) → a delay inside the profile's window. */
export function latencyOf(
  profile: Exclude<LatencyProfile, SpikesProfile>,
): (draw: number) => Delay {
  const latency = delayOf(windowed(profile));
  return (draw) => latency(draw, 0);
}

function windowed(profile: Exclude<LatencyProfile, SpikesProfile>): Windowed {
  if (profile.kind === 'constant') {
    return { us: () => profile.us, minUs: profile.us, maxUs: profile.us };
  }
  return { us: shapeOf(profile), minUs: profile.minUs, maxUs: profile.maxUs };
}

function delayOf({ us, minUs, maxUs }: Windowed): LegLatency {
  return (draw, nowUs) => ({ us: us(draw, nowUs), minUs, maxUs });
}

function halfOf(roundTrip: Windowed, leg: Leg): Windowed {
  const half =
    leg === 'request' ? (us: number) => Math.floor(us / 2) : (us: number) => Math.ceil(us / 2);
  return {
    us: (draw, nowUs) => half(roundTrip.us(draw, nowUs)),
    minUs: half(roundTrip.minUs),
    maxUs: half(roundTrip.maxUs),
  };
}
