import { effect, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import {
  AXIS_PX,
  eventWords,
  findItem,
  GUTTER_PX,
  paintScene,
  panned,
  screenOf,
  wholeView,
  zoomed,
} from '../timeline/index.js';
import { formatTime, visibleText } from '../words/index.js';
import { canvasPen, readPalette } from './canvas-pen.js';
import { onKey } from './keys.js';
import { goTo, indexOfSeq, lookAt, type PlayerState } from './player-state.js';
import { themeChanges } from './theme.js';

interface Tip {
  readonly x: number;
  readonly y: number;
  readonly words: string;
}

/** The swimlanes on a canvas: wheel and drag, keys, a pointer that names what it is on. */
export function Timeline({ state }: { readonly state: PlayerState }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(1_200);
  const tip = useSignal<Tip | null>(null);
  const screen = useComputed(() => screenOf(state.view.value, width.value));

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      width.value = Math.max(300, box.current?.clientWidth ?? 0);
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => paintOnChange(canvas.current!, state, width), []);
  useEffect(() => listenToPointer(canvas.current!, { state, screen, tip }), []);

  const label = useComputed(() => {
    const { run, other, view, scene } = state;
    const { warp } = scene.value;
    const compared = other.value === null ? '' : `, and beneath it ${other.value.name}`;
    return `Timeline of ${run.value.name}${compared}, from ${formatTime(Math.max(0, Math.round(warp.us(view.value.fromU))))} to ${formatTime(Math.round(warp.us(view.value.toU)))}. Left and right arrow: one event. Plus and minus: zoom. D: next duplicate. 0: all of it.`;
  });
  return (
    <div
      class="canvas-box"
      id="timeline"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the timeline need a place to go to
      tabIndex={0}
      role="application"
      aria-label={visibleText(label.value)}
      onKeyDown={(event) => onKey(event, state)}
    >
      <canvas ref={canvas} />
      {tip.value === null ? null : (
        <div
          class="tip"
          style={{
            left: `${Math.min(tip.value.x + 12, width.value - 260)}px`,
            top: `${tip.value.y + 14}px`,
          }}
        >
          {tip.value.words}
        </div>
      )}
    </div>
  );
}

/** Paints once for all changes of a frame. */
function paintOnChange(
  canvas: HTMLCanvasElement,
  state: PlayerState,
  width: { readonly value: number },
): () => void {
  let waiting = 0;
  const paint = (): void => {
    waiting = 0;
    const { scene, layout, view, cursorUs } = state;
    const ratio = devicePixelRatio;
    const widthPx = width.value;
    const heightPx = layout.value.height;
    const [wide, high] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${widthPx}px`;
      canvas.style.height = `${heightPx}px`;
    }
    const context = canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    const cursorU = scene.value.warp.u(cursorUs.value);
    paintScene(
      { scene: scene.value, layout: layout.value, view: view.value, widthPx, cursorU },
      canvasPen(context, readPalette()),
    );
    canvas.dataset.painted = String(Number(canvas.dataset.painted ?? 0) + 1);
  };
  const stop = effect(() => {
    // Named here so that a change of any of them asks for a painting.
    void [
      state.layout.value,
      state.view.value,
      state.cursorUs.value,
      width.value,
      themeChanges.value,
    ];
    if (waiting === 0) waiting = requestAnimationFrame(paint);
  });
  return () => {
    stop();
    cancelAnimationFrame(waiting);
  };
}

const ZOOM_STEP = 1.2;
/** A press that moves less is a click. */
const CLICK_PX = 4;

function listenToPointer(
  canvas: HTMLCanvasElement,
  {
    state,
    screen,
    tip,
  }: {
    readonly state: PlayerState;
    readonly screen: { readonly value: ReturnType<typeof screenOf> };
    readonly tip: { value: Tip | null };
  },
): () => void {
  const at = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const endU = (): number => state.scene.value.warp.endU;
  let drag: { x: number; fromX: number } | null = null;

  const onWheel = (event: WheelEvent): void => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    // A page must scroll past its timeline: only who works in it, or holds Ctrl, zooms.
    if (
      document.activeElement !== canvas.parentElement &&
      !event.ctrlKey &&
      !event.metaKey &&
      event.deltaX === 0
    )
      return;
    event.preventDefault();
    const view = state.view.value;
    if (
      Math.abs(sideways) > 0 &&
      (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
    ) {
      const byU = screen.value.u(GUTTER_PX + sideways) - view.fromU;
      lookAt(state, panned(view, { byU, endU: endU() }));
      return;
    }
    const factor = event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP;
    const aroundU = screen.value.u(Math.max(GUTTER_PX, at(event).x));
    lookAt(state, zoomed(view, { factor, aroundU, endU: endU() }));
  };
  const onDown = (event: PointerEvent): void => {
    drag = { x: at(event).x, fromX: at(event).x };
    canvas.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const { x, y } = at(event);
    if (drag !== null) {
      const byU = screen.value.u(drag.x) - screen.value.u(x);
      drag.x = x;
      if (Math.abs(x - drag.fromX) >= CLICK_PX)
        lookAt(state, panned(state.view.value, { byU, endU: endU() }));
      tip.value = null;
      return;
    }
    const found = x < GUTTER_PX ? null : findItem(state.layout.value, screen.value, { x, y });
    const words = found === null ? null : wordsOf(state, found);
    canvas.style.cursor = words === null ? 'grab' : 'pointer';
    tip.value = words === null ? null : { x, y, words };
  };
  const onUp = (event: PointerEvent): void => {
    const { x, y } = at(event);
    const isClick = drag !== null && Math.abs(x - drag.fromX) < CLICK_PX;
    drag = null;
    if (!isClick || x < GUTTER_PX || y < AXIS_PX) return;
    const found = findItem(state.layout.value, screen.value, { x, y });
    if (found !== null && found.runIndex === 0) goTo(state, indexOfSeq(state.run.value, found.seq));
    else goTo(state, indexAtTime(state, state.scene.value.warp.us(screen.value.u(x))));
  };
  const onLeave = (): void => {
    tip.value = null;
  };
  const onDouble = (): void => lookAt(state, wholeView(endU()));
  canvas.addEventListener('wheel', onWheel, { passive: false });
  canvas.addEventListener('pointerdown', onDown);
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onUp);
  canvas.addEventListener('pointerleave', onLeave);
  canvas.addEventListener('dblclick', onDouble);
  return () => {
    canvas.removeEventListener('wheel', onWheel);
    canvas.removeEventListener('pointerdown', onDown);
    canvas.removeEventListener('pointermove', onMove);
    canvas.removeEventListener('pointerup', onUp);
    canvas.removeEventListener('pointerleave', onLeave);
    canvas.removeEventListener('dblclick', onDouble);
  };
}

function wordsOf(
  state: PlayerState,
  found: { readonly runIndex: number; readonly seq: number },
): string | null {
  const run = found.runIndex === 0 ? state.run.value : state.other.value;
  const event = run?.events[indexOfSeq(run, found.seq)];
  if (run === null || event === undefined) return null;
  const doubled = run.isDuplicate(event) ? 'DUPLICATE: ' : '';
  return visibleText(
    `${formatTime(event.atUs)} \u00b7 ${event.task ?? 'outside'} \u00b7 ${doubled}${eventWords(event)}`,
  );
}

/** The last event at or before a moment. */
export function indexAtTime(state: Pick<PlayerState, 'run'>, us: number): number {
  return lastIndexAt(state.run.value.events, us);
}

export function lastIndexAt(events: readonly { readonly atUs: number }[], us: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.atUs <= us) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
