import type { QuantilesProfile } from '../../domain/index.js';
import { parseDuration } from '../duration.js';
import { accept, type Parsed, refuse } from '../problem.js';
import { quoteText } from '../quote-text.js';
import type { Inside } from './named-values.js';
import { quantilesProfile } from './quantiles.js';

/** A profile that names a file: not resolved yet. This room opens no files. */
export interface RecordedFile {
  readonly kind: 'empirical';
  readonly file: string;
}

/** The text of a recorded file, or why there is none, in words; first the place in it, as in `:3:4: `, where there is one. */
export type ReadRecorded = (
  file: string,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** empirical(file=latency.csv) */
export function readEmpirical({ text, inside }: Inside): Parsed<RecordedFile> {
  const file = /^\s*file\s*=\s*(\S(?:.*\S)?)\s*$/.exec(inside)?.[1];
  return file === undefined
    ? refuse(text, 'empirical(file=…)', 'name a file of recorded latencies, one a line')
    : accept({ kind: 'empirical', file });
}

/**
 * Shares, in millionths, at which a recorded file is read: fine in the tail,
 * few enough to be told. Between them the profile is a straight line.
 */
const SHARES: readonly number[] = [
  ...Array.from({ length: 100 }, (_, percent) => percent * 10_000),
  995_000,
  999_000,
  999_900,
  1_000_000,
];

/**
 * The quantiles of recorded latencies. One latency a line, with its unit
 * (`8.2ms`), or a table whose header names the unit (`latency_ms`): the first
 * such column counts. The quantile at p is the smallest recorded latency that at
 * least p of all do not exceed. Cost: one sort.
 */
export function resolveRecorded(
  { file }: RecordedFile,
  readRecorded: ReadRecorded | undefined,
): Parsed<QuantilesProfile> {
  const written = `empirical(file=${file})`;
  if (readRecorded === undefined) {
    return refuse(written, 'a profile that needs no file here', 'write its quantiles(…) out');
  }
  const read = readRecorded(file);
  if (!read.ok) {
    return refuse(
      written,
      'a file of recorded latencies that can be read',
      `${file}${read.why.startsWith(':') ? '' : ': '}${read.why}`,
    );
  }
  const latencies = readLatencies(read.text, file, written);
  if (!latencies.ok) return latencies;
  const sorted = latencies.value.sort((a, b) => a - b);
  const points = SHARES.map((perMillion) => ({
    perMillion,
    us: sorted[Math.max(0, Math.ceil((perMillion * sorted.length) / 1_000_000) - 1)]!,
  }));
  return accept(quantilesProfile(points, file));
}

const HEADED = /(?:^|[_\s(])(us|µs|ms|s)\)?$/;

function readLatencies(text: string, file: string, written: string): Parsed<Float64Array> {
  const lines = text.split(/\r?\n/);
  let column = 0;
  let unit = '';
  let first = 0;
  const heads = cellsOf(lines[0] ?? '');
  if (!/^\d/.test(heads[0] ?? '') || heads.length > 1) {
    column = heads.findIndex((head) => HEADED.test(head));
    if (column < 0) {
      const hint = `${file}:1: no column whose name ends in _us, _ms or _s, as in latency_ms`;
      return refuse(written, 'recorded latencies with their unit', hint);
    }
    unit = HEADED.exec(heads[column]!)![1]!;
    first = 1;
  }
  const latencies = new Float64Array(lines.length);
  let count = 0;
  for (let index = first; index < lines.length; index++) {
    const line = lines[index]!;
    if (line.trim() === '') continue;
    const cell = cellsOf(line)[column] ?? '';
    const us = parseDuration(unit === '' ? cell : roundedToUs(cell, unit));
    if (!us.ok) {
      const { expected, hint } = us.refusal;
      const found = `${file}:${index + 1}: ${quoteText(cell)} is not ${expected}; ${hint}`;
      return refuse(written, 'recorded latencies with their unit', found);
    }
    latencies[count++] = us.value;
  }
  if (count === 0) return refuse(written, 'at least one recorded latency', `${file} has none`);
  return accept(latencies.subarray(0, count));
}

function cellsOf(line: string): readonly string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

const US_PER: Readonly<Record<string, number>> = { us: 1, µs: 1, ms: 1_000, s: 1_000_000 };

/** Measurements are finer than a microsecond now and then: those are rounded, unlike what people write. */
function roundedToUs(cell: string, unit: string): string {
  if (!/^\d+(\.\d+)?$/.test(cell)) return `${cell}${unit}`;
  return `${Math.round(Number(cell) * US_PER[unit]!)}us`;
}
