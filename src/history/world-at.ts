import type { TapeEvent, TapeHeader } from '../tape/index.js';
import { World } from './world.js';

/**
 * Answers how things stand after the event at an index, for someone who asks for one
 * index after the other: forward it goes on from where it was, back it begins again
 * (100,000 events take some milliseconds).
 */
export function worldTeller(
  header: Pick<TapeHeader, 'scenario'>,
  events: readonly TapeEvent[],
): (index: number) => World {
  let world = new World(header);
  let next = 0;
  return (index) => {
    if (index < next - 1) {
      world = new World(header);
      next = 0;
    }
    for (; next <= index && next < events.length; next++) world.add(events[next]!);
    return world;
  };
}
