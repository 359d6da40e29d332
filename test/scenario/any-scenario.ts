import fc from 'fast-check';
import type { z } from 'zod';
import { GUARD_NAMES } from '../../src/guards/index.js';
import { shapeOf } from '../../src/scenario/field-shapes.js';
import { GUARD_SET_NAMES } from '../../src/scenario/guard-set.js';
import { definition, parseScenario, type Scenario } from '../../src/scenario/index.js';
import { PROFILE_KINDS } from '../../src/scenario/profiles/profile.js';

/** A file as plain data: its words as text, as the reader has them. */
export type FileTree = string | FileTree[] | { [name: string]: FileTree };

const RECORDED = 'latency_ms\n1\n2.5\n8\n40\n';
export const PLACE = {
  path: 'scenarios/any.yaml',
  readRecorded: () => ({ ok: true, text: RECORDED }) as const,
};

/** Every path of the definition, list entries without their number: `signals.price`. */
export function pathsOf(field: z.ZodType = definition, path = ''): readonly string[] {
  const shape = shapeOf(field);
  switch (shape.kind) {
    case 'fields':
      return [...shape.fields].flatMap(([name, inner]) =>
        pathsOf(inner, path === '' ? name : `${path}.${name}`),
      );
    case 'list':
      return [path, ...pathsOf(shape.item, path)];
    case 'word':
      return shape.map === null ? [path] : [path, ...pathsOf(shape.map, path)];
    default:
      return pathsOf(shape.inner, path);
  }
}

/** The paths that a file speaks of. */
export function pathsIn(tree: FileTree, path = ''): readonly string[] {
  if (typeof tree === 'string') return [path];
  if (Array.isArray(tree)) return [path, ...tree.flatMap((item) => pathsIn(item, path))];
  return Object.entries(tree).flatMap(([name, inner]) =>
    pathsIn(inner, path === '' ? name : `${path}.${name}`),
  );
}

/**
 * Any scenario that can be written: a file drawn by walking the definition, from which is taken away
 * what the reader refuses (a runner that there is not, the second of two alike), as often as it takes.
 */
export function anyScenario(): fc.Arbitrary<{ tree: FileTree; scenario: Scenario }> {
  return treeFor(definition)
    .map((tree) => mended(tree as FileTree))
    .filter((read) => read !== null);
}

const MENDINGS_MAX = 12;

function mended(drawn: FileTree): { tree: FileTree; scenario: Scenario } | null {
  const tree = structuredClone(drawn);
  for (let round = 0; round < MENDINGS_MAX; round++) {
    // JSON is YAML, and not of our own printer's making.
    const read = parseScenario(JSON.stringify(tree), PLACE);
    if (read.ok) return { tree, scenario: read.scenario };
    const worst = read.problems.map(({ field, found }) => ({ field, found }));
    // From the last to the first, so that the numbers before stay right.
    for (const { field, found } of worst.reverse()) takeAway(tree, field, found === 'nothing');
  }
  return null;
}

/** Takes a field away, or where it has to be there the list entry that it is in. */
function takeAway(tree: FileTree, field: string, isMissing: boolean): void {
  const steps = field
    .split(/\.(?![a-z.]*(?:request|response|hold|read|write)\b)|\[(\d+)\]\.?/)
    .filter(Boolean);
  const end = isMissing ? steps.findLastIndex((step) => /^\d+$/.test(step!)) : steps.length - 1;
  let parent: FileTree | undefined = tree;
  for (const step of steps.slice(0, end)) parent = (parent as Record<string, FileTree>)?.[step!];
  const last = steps[end];
  if (typeof parent !== 'object' || last === undefined) return;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

function treeFor(field: z.ZodType): fc.Arbitrary<FileTree | undefined> {
  const shape = shapeOf(field);
  switch (shape.kind) {
    case 'fields': {
      const members = Object.fromEntries(
        [...shape.fields].map(([name, inner]) => [name, treeFor(inner)]),
      );
      return fc.record(members).map(withoutUndefined);
    }
    case 'list':
      return fc.array(treeFor(shape.item) as fc.Arbitrary<FileTree>, {
        minLength: 1,
        maxLength: 4,
      });
    case 'optional':
    case 'default':
      return fc.option(treeFor(shape.inner), { nil: undefined, freq: 2 });
    case 'word':
      return shape.map === null
        ? wordFor(field)
        : fc.oneof(fc.constant('none'), treeFor(shape.map));
  }
}

function withoutUndefined(map: Record<string, FileTree | undefined>): FileTree {
  const said = Object.entries(map).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as FileTree;
}

/** Names are few, so that references meet what they name; some look like something else. */
const RUNNERS = ['r1', 'r2', 'null', '007'];
const SYMBOLS = ['APP', 'GME', 'BRK.B', 'NULL', 'TRUE', 'NO'];
const TEXTS = [
  'first',
  's1',
  's2',
  'x',
  'x#1',
  'x#2',
  'x#1#1',
  'r1.c1',
  'r1.c1/s1',
  '12',
  '~',
  '',
  ' a: #b ',
];

const DURATIONS = fc
  .tuple(fc.nat(3_000), fc.constantFrom('us', 'µs', 'ms', 's', 'm'))
  .map(([count, unit]) => `${count}${unit}`);

/** The kinds of words, by what the definition says of them. A kind that is not here fails the test. */
const WORDS: readonly [
  says: (about: About) => boolean,
  drawn: (about: About) => fc.Arbitrary<string>,
][] = [
  [
    ({ enum: choices }) => choices !== undefined,
    ({ enum: choices }) => fc.constantFrom(...choices!),
  ],
  [({ type }) => type === 'boolean', () => fc.constantFrom('true', 'false')],
  [
    ({ unit }) => unit === 'USD',
    () => fc.integer({ min: 1, max: 10 ** 12 }).map((micro) => (micro / 10 ** 6).toFixed(6)),
  ],
  [
    ({ type }) => type === 'integer',
    ({ minimum = 0, maximum = 0 }) =>
      fc
        .oneof(
          {
            weight: 3,
            arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 3) }),
          },
          { weight: 1, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, 20_000) }) },
        )
        .map(String),
  ],
  [
    ({ unit, range }) => unit === 'duration' && range!.includes('none'),
    () => fc.oneof(fc.constant('none'), DURATIONS),
  ],
  [
    ({ unit, range }) => unit === 'duration' && range!.includes('±'),
    () => fc.tuple(fc.constantFrom('', '-'), DURATIONS).map((parts) => parts.join('')),
  ],
  [({ unit }) => unit === 'duration', () => DURATIONS],
  [
    ({ unit }) => unit === 'RFC 3339',
    () => fc.constantFrom('2026-01-26T15:42:07Z', '1999-12-31 23:59:59.123456-05:00'),
  ],
  [
    ({ unit }) => unit === 'IANA zone',
    () => fc.constantFrom('UTC', 'America/New_York', 'Etc/GMT+5'),
  ],
  [
    ({ unit }) => unit === 'guard set',
    () =>
      fc.oneof(
        fc.constantFrom(...GUARD_SET_NAMES),
        fc.subarray([...GUARD_NAMES], { minLength: 1 }).map((guards) => guards.join(', ')),
      ),
  ],
  [
    ({ unit }) => unit === 'profile',
    () =>
      fc.oneof(
        anyProfile(),
        fc.constantFrom(...[...PROFILE_KINDS.values()].map(({ example }) => example)),
      ),
  ],
  [
    ({ unit }) => unit === 'word or probability',
    () =>
      fc.oneof(
        fc.constantFrom('always', 'maybe'),
        fc
          .integer({ min: 1, max: 10 ** 9 - 1 })
          .map((billionths) => (billionths / 10 ** 9).toFixed(9)),
      ),
  ],
  [({ pattern }) => pattern?.startsWith('^[A-Z]') === true, () => fc.constantFrom(...SYMBOLS)],
  [
    ({ pattern }) => pattern?.startsWith('^[A-Za-z0-9]') === true,
    () => fc.constantFrom(...RUNNERS),
  ],
  [
    ({ maxLength }) => maxLength !== undefined,
    () => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TEXTS) }, anyText()),
  ],
];

interface About {
  readonly enum?: readonly string[];
  readonly type?: unknown;
  readonly unit?: string;
  readonly range?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

function wordFor(field: z.ZodType): fc.Arbitrary<string> {
  const about = field.meta() as About;
  const kind = WORDS.find(([says]) => says(about));
  if (kind === undefined) throw new Error(`no words are drawn for ${JSON.stringify(about)}`);
  return kind[1](about);
}

/** Text that YAML has ideas about: long, of many lines, quoted, controls, halves of pairs, no UTF-8. */
function anyText(): fc.Arbitrary<string> {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        '- ',
        ': ',
        ' #',
        '\n',
        '\n\n',
        '\n  ',
        '\t',
        '\r',
        '"',
        "'",
        '\\',
        '{',
        '}',
        '[',
        ',',
        '&a',
        '*a',
        '!t',
        '%',
        '@',
        '|',
        '>',
        '? ',
        '---',
        '...',
        '\ufffd',
        '\ufeff',
        '\u0085',
        '\u2028',
        '\ud800',
        '\udc00',
        '\0',
        '\x1b',
        'é',
        '😀',
      ),
      fc.string({ maxLength: 12, unit: 'grapheme' }),
      fc.constantFrom(
        'word ',
        'a longer word ',
        'and so on and so forth, until the line is folded ',
      ),
    ),
    { minLength: 1, maxLength: 12 },
  );
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    words.map((parts) => parts.join('')),
  );
}

/** A tail with a window of its own, or without. */
function anyProfile(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('lognormal', 'pareto'),
      fc.integer({ min: 10, max: 9_000 }),
      fc.integer({ min: 1, max: 9_000 }),
      fc.boolean(),
    )
    .map(([kind, p50, more, bounded]) => {
      const window = bounded ? `,min=${p50 - 5}us,max=${p50 + more + 7}us` : '';
      return `${kind}(p50=${p50}us,p99=${p50 + more}us${window})`;
    });
}
