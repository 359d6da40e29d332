import type { shrink } from '../exploration/index.js';

/** A story that fails: which signals take part, which operations' latency varies, which faults strike. */
export interface Story {
  /** Indices into the signals of the scenario that was asked about. */
  readonly signals: readonly number[];
  /** Operations with their declared profile; the others are constant at their minimum. */
  readonly varying: readonly string[];
  /** Those of the faults that the exploration chose that do happen: indices among them. */
  readonly faults: readonly number[];
}

/** One kind of thing that a story may do without. */
export function storyAxis(
  name: string,
  things: (story: Story) => readonly (number | string)[],
  keep: (story: Story, kept: never[]) => Story,
): Parameters<typeof shrink<Story>>[1][number] {
  return {
    name,
    count: (story) => things(story).length,
    without: (story, indices) =>
      keep(story, things(story).filter((_, index) => !indices.includes(index)) as never[]),
  };
}
