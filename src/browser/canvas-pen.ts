import type { Anchor, BarName, LineStyle, Pen, TextStyle } from '../timeline/index.js';
import { SHAPES, type ShapeName } from '../timeline/index.js';

/** Colours of the page's stylesheet, read anew when the theme changes: canvas and page are one picture. */
export interface Palette {
  readonly colour: (name: string) => string;
  readonly mono: string;
  readonly sans: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  const colour = (name: string): string => {
    const value = known.get(name) ?? style.getPropertyValue(`--${name}`).trim();
    known.set(name, value);
    return value;
  };
  return { colour, mono: colour('mono'), sans: colour('sans') };
}

const LINES: Readonly<
  Record<LineStyle, { colour: string; width: number; dash: readonly number[]; alpha?: number }>
> = {
  grid: { colour: 'rule', width: 1, dash: [] },
  lane: { colour: 'rule', width: 1, dash: [] },
  effect: { colour: 'ink', width: 1.8, dash: [] },
  violation: { colour: 'bad', width: 1.2, dash: [4, 3] },
  'faint-violation': { colour: 'bad', width: 1, dash: [4, 3], alpha: 0.3 },
  parting: { colour: 'info', width: 1.6, dash: [2, 3] },
  cursor: { colour: 'link', width: 1.6, dash: [] },
  break: { colour: 'strong-rule', width: 1, dash: [] },
};

const TEXTS: Readonly<
  Record<TextStyle, { colour: string; font: string; family: 'mono' | 'sans'; halo?: true }>
> = {
  tick: { colour: 'dim', font: '10.5px', family: 'sans' },
  group: { colour: 'ink', font: '650 11px', family: 'sans' },
  lane: { colour: 'dim', font: '10.5px', family: 'mono' },
  strip: { colour: 'dim', font: '650 9.5px', family: 'sans' },
  bar: { colour: 'ink', font: '9.5px', family: 'mono' },
  mark: { colour: 'ink', font: '650 10.5px', family: 'sans', halo: true },
  flag: { colour: 'link', font: '650 10.5px', family: 'sans', halo: true },
  parting: { colour: 'info', font: '650 10px', family: 'sans', halo: true },
};

const BARS: Readonly<Record<BarName, { ground: string; edge: string }>> = {
  'op-read': { ground: 'read-ground', edge: 'read' },
  'op-write': { ground: 'write-ground', edge: 'write' },
  'op-broker': { ground: 'broker-ground', edge: 'broker' },
  held: { ground: 'held-ground', edge: 'info' },
  wait: { ground: 'paper', edge: 'wait' },
};

const TONES = {
  good: 'good',
  bad: 'bad',
  info: 'info',
  warn: 'warn',
  dim: 'dim',
  data: 'data',
} as const;

/** A pen on a canvas. One for each painting: it holds the colours of the moment. */
export function canvasPen(context: CanvasRenderingContext2D, palette: Palette): Pen {
  const { colour } = palette;
  const paths = new Map<ShapeName, Path2D>();
  const pathOf = (name: ShapeName): Path2D => {
    const path = paths.get(name) ?? new Path2D(SHAPES[name].path);
    paths.set(name, path);
    return path;
  };
  const setDash = (dash: readonly number[]): void => context.setLineDash(dash as number[]);
  return {
    bar(kind, { x, y, width, height }, look) {
      const { ground, edge } = BARS[kind];
      const isDashed = kind === 'wait' || look === 'ghost';
      if (look === 'solid' && kind !== 'wait') {
        context.fillStyle = colour(ground);
        context.fillRect(x, y, width, height);
      }
      context.strokeStyle = colour(edge);
      context.lineWidth = 1;
      setDash(isDashed ? [3, 2] : []);
      if (width > 3) context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      else {
        context.fillStyle = colour(edge);
        context.fillRect(x, y, width, height);
      }
    },
    line(style, from, to) {
      const { colour: name, width, dash, alpha } = LINES[style];
      context.strokeStyle = colour(name);
      context.lineWidth = width;
      context.globalAlpha = alpha ?? 1;
      setDash(dash);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
      context.globalAlpha = 1;
    },
    text(style, words, { x, y }, anchor) {
      const { colour: name, font, family, halo } = TEXTS[style];
      context.font = `${font} ${palette[family]}`;
      context.textAlign = ALIGN[anchor];
      if (halo) {
        context.strokeStyle = colour('paper');
        context.lineWidth = 4;
        context.lineJoin = 'round';
        setDash([]);
        context.strokeText(words, x, y);
      }
      context.fillStyle = colour(name);
      context.fillText(words, x, y);
    },
    shape(name, { x, y }, look) {
      const { tone, style } = SHAPES[name];
      const path = pathOf(name);
      context.save();
      context.translate(x, y);
      setDash([]);
      if (style === 'solid' && look === 'solid') {
        context.fillStyle = colour(TONES[tone]);
        context.strokeStyle = colour('paper');
        context.lineWidth = 1;
        context.fill(path);
        context.stroke(path);
      } else {
        context.strokeStyle = colour(TONES[tone]);
        context.lineWidth = 1.6;
        context.lineJoin = 'round';
        context.stroke(path);
      }
      context.restore();
    },
    gap({ x, y, width, height }) {
      context.fillStyle = colour('sunken');
      context.fillRect(x + 2, y, width - 4, height);
      context.strokeStyle = colour('strong-rule');
      context.lineWidth = 1;
      setDash([]);
      context.beginPath();
      for (const off of [-2, 2]) {
        let at = y;
        context.moveTo(x + width / 2 + off - 2, at);
        for (let tooth = 0; at < y + height; tooth++) {
          at += 8;
          context.lineTo(x + width / 2 + off + (tooth % 2 === 0 ? 2 : -2), at);
        }
      }
      context.stroke();
    },
    clip(x) {
      context.save();
      context.beginPath();
      context.rect(x, 0, 100_000, 100_000);
      context.clip();
    },
    unclip() {
      context.restore();
    },
  };
}

const ALIGN: Readonly<Record<Anchor, CanvasTextAlign>> = {
  start: 'left',
  middle: 'center',
  end: 'right',
};
