import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  renderScenarioReference,
  renderScenarioSchema,
  SHIPPED_SCENARIOS,
} from '../../src/scenario/index.js';
import { fragmentOf, withFragments } from '../documents/fragments.js';

const SCENARIOS = new URL('../../scenarios/', import.meta.url);

// Written anew by `npx vitest run test/scenario -u`.
it('has a checked-in reference that equals the generated one', async () => {
  // What is measured in it is measured elsewhere: test/documents/zoo-matrix.test.ts.
  const kept = fragmentOf(readFileSync(new URL('README.md', SCENARIOS), 'utf8'), 'zoo-matrix');
  const reference = withFragments(renderScenarioReference(), { 'zoo-matrix': kept });
  await expect(reference).toMatchFileSnapshot('../../scenarios/README.md');
});

it('has a checked-in JSON Schema that equals the generated one', async () => {
  await expect(renderScenarioSchema()).toMatchFileSnapshot('../../scenarios/scenario.schema.json');
});

it('lists every shipped scenario and no other', () => {
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith('.yaml'));
  expect([...SHIPPED_SCENARIOS.keys()].map((id) => `${id}.yaml`).sort()).toEqual(files.sort());
});

it('gives every field of the schema a description', () => {
  const fields = (schema: Record<string, unknown>): unknown[] =>
    [
      ...Object.values((schema.properties ?? {}) as Record<string, Record<string, unknown>>),
      ...(schema.items === undefined ? [] : [schema.items]),
      ...((schema.anyOf ?? []) as unknown[]),
    ].flatMap((field) => [field, ...fields(field as Record<string, unknown>)]);
  const all = fields(JSON.parse(renderScenarioSchema())) as { description?: string }[];
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ description }) => !description)).toEqual([]);
});
