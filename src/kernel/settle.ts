/**
 * Waiting until every microtask chain has drained: the one place where the
 * kernel crosses the host's turn.
 *
 * `process.nextTick` callbacks run only when the microtask queue is empty, so
 * awaiting one is exact however long a chain of promises is. That holds while
 * the step itself began inside a microtask, which the kernel's loop sees to
 * (every step begins after an `await`), and while the code under test does not
 * chain `nextTick` itself: code that is not ours runs in the `strict` mode,
 * which waits for a whole turn of the event loop, about three times as slowly.
 */
export type Settling = 'exact' | 'strict';

/** Resolves when nothing that is already under way can go on by itself. */
export function settle(settling: Settling): Promise<void> {
  return new Promise(settling === 'exact' ? onTick : onTurn);
}

const onTick = (resolve: () => void): void => {
  process.nextTick(resolve);
};

const onTurn = (resolve: () => void): void => {
  setImmediate(resolve);
};
