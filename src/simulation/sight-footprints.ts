import type { Kernel } from '../kernel/index.js';
import type { Sight, SightPlace, TapeEntry } from '../tape/index.js';

/** What makes a sight needless, as the simulation of one scenario knows it. */
interface SightWorld {
  /** Symbols of which the broker may hold none after a fill. */
  readonly mayBeFlat: ReadonlySet<string>;
  /** Whether two tasks can handle one signal. */
  readonly handledTwice: boolean;
}

type Touch = (kernel: Kernel, entry: TapeEntry) => void;

/**
 * Tells the footprints of what only rules look at. Entries that a rule compares
 * with each other touch one object, so that an exploration runs them in both
 * orders; a rule that looks at the broker's books reads them.
 */
export class SightFootprints {
  readonly #touches = new Map<SightPlace, Touch[]>();

  constructor(sights: readonly Sight[], world: SightWorld) {
    for (const sight of sights) {
      if (sight.where === 'signal may be handled twice' && !world.handledTwice) continue;
      const touch = touchOf(sight, world);
      for (const place of sight.at) {
        this.#touches.set(place, [...(this.#touches.get(place) ?? []), touch]);
      }
    }
  }

  /** Within the step that makes the entry. */
  touch(kernel: Kernel, entry: TapeEntry): void {
    if (this.#touches.size === 0) return;
    if (entry.kind === 'guard' && entry.decision === 'blocked') this.#at('blocked', kernel, entry);
    if (entry.kind !== 'end') this.#at(entry.kind, kernel, entry);
  }

  #at(place: SightPlace, kernel: Kernel, entry: TapeEntry): void {
    const touches = this.#touches.get(place);
    if (touches !== undefined) for (const touch of touches) touch(kernel, entry);
  }
}

function touchOf({ at, sees, of, where }: Sight, { mayBeFlat }: SightWorld): Touch {
  const object = sees === 'broker quantity' ? 'broker' : `order of ${at.join(', ')} of one ${of}`;
  const mode = sees === 'broker quantity' ? 'read' : 'write';
  return (kernel, entry) => {
    const symbol = 'symbol' in entry ? entry.symbol : null;
    if (where === 'symbol may be flat' && (symbol === null || !mayBeFlat.has(symbol))) return;
    const key = { signal: 'signalId' in entry ? entry.signalId : null, symbol, run: null }[of];
    // An entry that names none could be of any.
    if (key === null) kernel.touchRange(object, mode);
    else kernel.touchKey(object, mode, key);
  };
}
