import type { VerdictKind } from '../../verdict/index.js';
import { VERDICT_PATHS } from '../../words/index.js';

/** The sign of a verdict; the words beside it, or its label, say the same. */
export function Sign({
  verdict,
  size = 11,
}: {
  readonly verdict: VerdictKind;
  readonly size?: number;
}) {
  return (
    <svg
      class="sign"
      viewBox="0 0 14 14"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <path d={VERDICT_PATHS[verdict]} />
    </svg>
  );
}
