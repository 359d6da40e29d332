import { definition } from './definition.js';
import { type JsonSchema, jsonSchemaOf } from './field-kinds.js';

const LINE_WIDTH = 100;

/**
 * The published draft-07 JSON Schema as text. What only our own reference
 * understands (meaning, unit, range) becomes the description that editors show.
 */
export function renderScenarioSchema(): string {
  const { $schema, ...rest } = jsonSchemaOf(definition);
  const titled = { $schema, title: 'racetape scenario', ...(published(rest) as JsonSchema) };
  return `${print(titled, '', 0)}\n`;
}

function published(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(published);
  if (typeof value !== 'object' || value === null) return value;
  const { meaning, unit, range, default: written, ...rest } = value as JsonSchema;
  const parts = [meaning, unit && `Unit: ${unit}.`, range && `Range: ${range}.`];
  const description = parts.filter((part) => part !== undefined).join(' ');
  const inner = Object.entries(rest).map(([key, part]) => [key, published(part)]);
  return {
    ...(description === '' ? {} : { description }),
    ...Object.fromEntries(inner),
    ...(written === undefined ? {} : { default: typed(written, rest.type) }),
  };
}

/** Defaults are texts here; a schema wants them as the type that an editor would write. */
function typed(written: unknown, type: unknown): unknown {
  return type === 'integer' || type === 'boolean' ? JSON.parse(String(written)) : written;
}

/** JSON as the repository's formatter lays it out: an array of plain values on one line where it fits. */
function print(value: unknown, indent: string, column: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((part) => print(part, inner, 0)).join(', ')}]`;
    const fits = indent.length + column + line.length + 1 <= LINE_WIDTH;
    if (fits && !line.includes('\n')) return line;
    return `[\n${value.map((part) => inner + print(part, inner, 0)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, part]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + print(part, inner, name.length);
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}
