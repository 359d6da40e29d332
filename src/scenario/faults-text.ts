import { ANYWHERE, FAULT_KINDS, type Fault, type FaultPlace, formOf } from '../domain/index.js';
import { formatDuration } from './duration.js';
import { checkFault, factsOf } from './faults-checks.js';
import { FAULT_FIELDS, type FaultFieldsRead, fault, faultOf } from './faults-fields.js';
import { readFields } from './field-kinds.js';
import { didYouMean } from './nearest-word.js';
import { accept, type Parsed, refuse } from './problem.js';
import type { Scenario } from './scenario.js';
import type { YamlPage } from './yaml-page.js';

const FAULT_EXPECTED = 'a fault: kind, or kind(name=value, …)';

/** A fault as somebody wrote it on one line, not yet held against a scenario. */
export interface WrittenFault {
  readonly text: string;
  readonly fields: FaultFieldsRead;
}

/**
 * Reads a fault on one line. A value with a comma, a bracket or a quote in it
 * stands in double quotes, as JSON has them.
 * @example parseFault('write-lost(statement=write position, symbol=APP, when=maybe)')
 */
export function parseFault(text: string): Parsed<WrittenFault> {
  const match = /^([a-z-]+)\s*(?:\((.*)\))?$/s.exec(text.trim());
  if (match === null) {
    return refuse(text, FAULT_EXPECTED, 'for instance write-lost(statement=write position, nth=1)');
  }
  const [, kind = '', inside = ''] = match;
  if (!(FAULT_KINDS as readonly string[]).includes(kind)) {
    return refuse(text, FAULT_EXPECTED, didYouMean(kind, FAULT_KINDS));
  }
  const values: Record<string, string> = { kind };
  for (const part of partsOf(inside)) {
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name === '' || !Object.hasOwn(FAULT_FIELDS, name) || name === 'kind') {
      const hint = didYouMean(name || part.trim(), Object.keys(FAULT_FIELDS));
      return refuse(text, 'name=value pairs in the brackets', hint);
    }
    if (Object.hasOwn(values, name)) return refuse(text, `${name}= once`, `remove one ${name}=`);
    const plain = unquoted(value);
    if (plain === null) return refuse(text, `a value of ${name}`, 'close its double quotes');
    values[name] = plain;
  }
  const { read, refusals } = readFields(fault, pageOf(values));
  const [first] = refusals;
  if (first !== undefined) {
    const { field, expected, found, hint } = first;
    return { ok: false, refusal: { expected: `${field}: ${expected}`, found, hint } };
  }
  return accept({ text, fields: read as FaultFieldsRead });
}

/** The fault that was written, for this scenario; refused where it speaks of what is not there. */
export function faultFor({ fields }: WrittenFault, scenario: Scenario): Parsed<Fault> {
  const [first] = checkFault(fields, factsOf(scenario));
  if (first === undefined) return accept(faultOf(fields));
  const { field, expected, found, hint } = first;
  return { ok: false, refusal: { expected: `${field}: ${expected}`, found, hint } };
}

/** Prints a fault so that it reads back as the same. */
export function printFault({ kind, when, place, us, to }: Fault): string {
  const { time } = formOf(kind);
  const parts: string[] = [];
  if (when !== 'always') parts.push(`when=${typeof when === 'number' ? decimal(when) : when}`);
  for (const name of Object.keys(ANYWHERE) as (keyof FaultPlace)[]) {
    const value = place[name];
    if (value !== null) parts.push(`${name}=${quoted(String(value))}`);
  }
  if (time !== null && us !== null && us !== time.defaultUs) {
    parts.push(`${time.name}=${formatDuration(us)}`);
  }
  if (to !== null) parts.push(`to=${to}`);
  return parts.length === 0 ? kind : `${kind}(${parts.join(', ')})`;
}

/** At most nine decimals: what a probability may be written with. */
export function decimal(probability: number): string {
  return probability.toFixed(9).replace(/0+$/, '');
}

/** Splits at commas that stand in no quotes. */
function partsOf(inside: string): readonly string[] {
  if (inside.trim() === '') return [];
  return inside.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+|"/gs) ?? [];
}

function quoted(value: string): string {
  return /^[^\s,()"=\\][^,()"\\]*$/.test(value) && value === value.trim()
    ? value
    : JSON.stringify(value);
}

function unquoted(value: string): string | null {
  if (!value.startsWith('"')) return value.includes('"') ? null : value;
  try {
    const plain: unknown = JSON.parse(value);
    return typeof plain === 'string' ? plain : null;
  } catch {
    return null;
  }
}

/** The fields of one fault as a page of their own, so that they are read as those of a file are. */
function pageOf(tree: Readonly<Record<string, string>>): YamlPage {
  const place = { line: 1, column: 1 };
  return { tree, refusals: [], placeOf: () => place, placeOfKey: () => place };
}
