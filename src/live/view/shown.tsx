import type { JSX } from 'preact';
import { visibleText } from '../../words/index.js';

/** Text that came from a scenario or a tape: nothing in it hides, and it keeps to its own direction. */
export function Shown({ text }: { readonly text: string }): JSX.Element {
  return <bdi>{visibleText(text)}</bdi>;
}
