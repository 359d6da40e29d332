import { SHAPES, type ShapeName } from '../timeline/index.js';

/** The shape of the timeline in running text; the words beside it say the same. */
export function Icon({ name }: { readonly name: ShapeName }) {
  const { tone, path, style } = SHAPES[name];
  return (
    <svg class="icon" viewBox="-8 -8 16 16" width="15" height="15" aria-hidden="true">
      <path class={`${style} tone-${tone}`} d={path} />
    </svg>
  );
}
