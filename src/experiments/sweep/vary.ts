import {
  formatDuration,
  type Parsed,
  parseDuration,
  quoteText,
  type Scenario,
} from '../../scenario/index.js';
import { findParameter, type SweepParameter } from './parameters.js';

/** One parameter and the values that it takes, in ascending order. */
export interface Variation {
  readonly parameter: SweepParameter;
  /** As it was asked for. */
  readonly words: string;
  readonly valuesUs: readonly number[];
}

/** More than this many values of one parameter are a slip of the step. */
const VALUES_MAX = 1_000;

const EXPECTED = 'a parameter and its values, for instance db.write=0ms..500ms:25ms';

/**
 * Reads `db.write=0ms..500ms:25ms` (from, to, step) or `db.write=5ms,10ms`
 * against a scenario: every value must make a scenario.
 */
export function parseVariation(text: string, scenario: Scenario): Parsed<Variation> {
  const [name = '', ...rest] = text.split('=');
  const written = rest.join('=').trim();
  if (rest.length === 0 || written === '') {
    return refuse(text, EXPECTED, `write ${name.trim() || 'db.write'}=0ms..500ms:25ms`);
  }
  const parameter = findParameter(name.trim(), scenario);
  if (!parameter.ok) return parameter;
  const values = written.includes('..') ? readRange(text, written) : readList(text, written);
  if (!values.ok) return values;
  const valuesUs = values.value;
  for (const us of valuesUs) {
    const { leastUs } = parameter.value;
    if (us < leastUs) {
      const expected = `values of at least ${formatDuration(leastUs)} for ${name.trim()}`;
      return refuse(text, expected, `begin at ${formatDuration(leastUs)}`);
    }
    const at = parameter.value.at(scenario, us);
    if (!at.ok) return at;
  }
  return {
    ok: true,
    value: { parameter: parameter.value, words: `${name.trim()}=${written}`, valuesUs },
  };
}

/** Two variations must not set the same thing. */
export function overlap(first: Variation, second: Variation): boolean {
  const [a, b] = [first.parameter.name, second.parameter.name];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function readRange(text: string, written: string): Parsed<readonly number[]> {
  const [, from = '', to = '', step = ''] = /^(.*?)\.\.(.*?)(?::(.*))?$/.exec(written) ?? [];
  if (step === '') return refuse(text, EXPECTED, 'name the step: 0ms..500ms:25ms');
  const numbers: number[] = [];
  for (const part of [from, to, step]) {
    const us = parseDuration(part);
    if (!us.ok) {
      const { expected, found, hint } = us.refusal;
      return refuse(text, expected, `${found}: ${hint}`);
    }
    numbers.push(us.value);
  }
  const [fromUs = 0, toUs = 0, stepUs = 0] = numbers;
  if (fromUs > toUs) return refuse(text, 'a range from small to large', `${to}..${from}:${step}`);
  if (stepUs === 0) return refuse(text, 'a step above 0', 'name the step: 0ms..500ms:25ms');
  const count = Math.floor((toUs - fromUs) / stepUs) + 1;
  if (count > VALUES_MAX) {
    const hint = `${count} values: take a larger step`;
    return refuse(text, `at most ${VALUES_MAX} values`, hint);
  }
  return { ok: true, value: Array.from({ length: count }, (_, index) => fromUs + index * stepUs) };
}

function readList(text: string, written: string): Parsed<readonly number[]> {
  const values: number[] = [];
  for (const part of written.split(',')) {
    const us = parseDuration(part);
    if (!us.ok) {
      const { expected, found, hint } = us.refusal;
      return refuse(text, expected, `${found}: ${hint}`);
    }
    if (us.value <= (values.at(-1) ?? -1)) {
      return refuse(text, 'values in ascending order, each once', 'sort them: 5ms,10ms,20ms');
    }
    values.push(us.value);
  }
  if (values.length > VALUES_MAX) {
    return refuse(text, `at most ${VALUES_MAX} values`, 'take fewer');
  }
  return { ok: true, value: values };
}

function refuse(text: string, expected: string, hint: string): Parsed<never> {
  return { ok: false, refusal: { expected, found: quoteText(text), hint } };
}
