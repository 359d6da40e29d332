import type { Delay } from '../../src/kernel/index.js';
import { below, dice } from './dice.js';
import type { Parameter, SqlOp, SqlProgram, Statement } from './sql-program.js';

type Random = () => number;

/** A statement with the parameters that it may get, place by place. */
type Template = readonly [sql: string, ...parameters: (readonly Parameter[])[]];

const KEYS: readonly Parameter[] = [1, 1, 2, { register: [1, 2, 5] }];
const NUMBERS: readonly Parameter[] = [1, 2, { register: [1, 2] }];
const NAMES: readonly Parameter[] = ['a', 'b', { register: ['a', 'c'] }];
/** What SQLite compares by its own rules: text with numbers, numbers with text, fractions, nothing. */
const ODD_KEYS: readonly Parameter[] = ['1', 1.5, '2', null, 5.0];
const ODD_NAMES: readonly Parameter[] = [1, null, '\u{1f600}', ''];

const ITEMS: readonly Template[] = [
  ['SELECT v FROM items WHERE k = ?', KEYS],
  ['SELECT v FROM items WHERE k = ?', ODD_KEYS],
  ['SELECT k, v FROM items WHERE k > ? AND k < ? ORDER BY k', [1, '1', 1.5], KEYS],
  ['SELECT * FROM items WHERE k BETWEEN ? AND ?', NUMBERS, [4, 9]],
  ['SELECT count(*) FROM items'],
  ['SELECT max(v) FROM items WHERE v >= ?', [20, 60]],
  ['INSERT INTO items(k, v) VALUES (?, ?)', KEYS, NUMBERS],
  ['INSERT INTO items(k, v) VALUES (?, ?)', KEYS, [2, null]],
  ['INSERT OR IGNORE INTO items(k, v) VALUES (?, 7) RETURNING k', [...KEYS, ...ODD_KEYS]],
  ['UPDATE items SET v = v + ? WHERE k = ?', NUMBERS, KEYS],
  ['UPDATE items SET v = ? WHERE k = ?', [null, 3], KEYS],
  ['UPDATE items SET v = v * 2 WHERE v > ?', [9, 20, 60]],
  ['DELETE FROM items WHERE k = ?', KEYS],
  ['DELETE FROM items WHERE k >= ?', [2, 6]],
  ['DELETE FROM items WHERE v = ? AND k <> 5', [10, 1, '10']],
  // Not of a known form.
  ['SELECT total(v) FROM items WHERE k IN (?, 2)', NUMBERS],
  ['INSERT OR REPLACE INTO items(k, v) VALUES (?, 9)', KEYS],
  ['UPDATE items SET k = k + 1 WHERE k = ?', KEYS],
  ['INSERT INTO items(k, v) SELECT k + 1, v FROM items WHERE k = ?', KEYS],
];

const NAMED: readonly Template[] = [
  ['SELECT v FROM names WHERE name = ?', [...NAMES, ...ODD_NAMES]],
  ['SELECT count(*) FROM names WHERE name > ? AND name <= ?', ['a', 'b', 1], ['b', 'c']],
  ['SELECT name FROM names WHERE v = ? ORDER BY name', NUMBERS],
  ['INSERT INTO names(name, v) VALUES (?, ?)', NAMES, NUMBERS],
  ['INSERT INTO names(name, v) VALUES (?, 3)', ODD_NAMES],
  ['INSERT INTO names(name, v) VALUES (?, 1) ON CONFLICT DO NOTHING RETURNING v', NAMES],
  ['UPDATE names SET v = v + 1 WHERE name = ?', NAMES],
  ['UPDATE names SET v = ? WHERE v = ?', NUMBERS, NUMBERS],
  ['DELETE FROM names WHERE name = ?', NAMES],
];

/** With these the ids are looked at. */
const NAMED_BY_ID: readonly Template[] = [
  ['SELECT id, name FROM names'],
  ['INSERT INTO names(name, v) VALUES (?, 1) RETURNING id', NAMES],
  ['DELETE FROM names WHERE id = ?', NUMBERS],
  ['SELECT seq FROM sqlite_sequence'],
];

const LOGGED: readonly Template[] = [
  ['INSERT INTO log(who, n) VALUES (?, ?)', NAMES, NUMBERS],
  ['INSERT INTO log(who, n) VALUES (?, 1)', NAMES],
  ['SELECT count(*) FROM log WHERE n > ?', [0, 1, 2]],
  ['SELECT count(*) FROM log WHERE who = ?', NAMES],
  ['SELECT who, n FROM log ORDER BY n, who LIMIT 1'],
  ['UPDATE log SET n = n + 1 WHERE n = ?', NUMBERS],
  ['DELETE FROM log WHERE n = ?', NUMBERS],
];

const PAIRED: readonly Template[] = [
  ['INSERT INTO pairs(a, b, v) VALUES (?, ?, 1)', NUMBERS, ['x', 'y', null]],
  ['INSERT OR IGNORE INTO pairs(a, b, v) VALUES (?, ?, 0.5)', [1, '1', 2], ['x', 'y']],
  ['SELECT v FROM pairs WHERE a = ? AND b = ?', NUMBERS, ['x', 'y']],
  ['SELECT count(*) FROM pairs WHERE b = ?', ['x', 'y']],
  ['UPDATE pairs SET v = v + 1 WHERE a = ? AND b = ?', NUMBERS, ['x', 'y']],
  ['DELETE FROM pairs WHERE a = ?', [...NUMBERS, '1']],
  ['SELECT count(*) FROM pairs WHERE v < ?', [1, 1.5, 2]],
];

const LOGGED_BY_ORDER: readonly Template[] = [['SELECT who FROM log'], ['SELECT max(id) FROM log']];

/**
 * A random program of 2–4 tasks and at most 8 steps of the kernel (a statement
 * is two, a pause one) with at most `schedulesMax` interleavings, were it
 * straight-line. Few tables, keys and locks each, so that they meet.
 */
export function randomSqlProgram(seed: number, schedulesMax: number): SqlProgram {
  const random = dice(seed);
  const templates = themeOf(random);
  const lengths = lengthsOf(random, schedulesMax);
  const usesMap = below(random, 4) > 0;
  const locks = below(random, 5) < 3 ? 1 + below(random, 2) : 0;
  const tasks = lengths.map((length) =>
    taskOf(random, length, { templates, usesMap, locks: below(random, 3) === 0 ? 0 : locks }),
  );
  const statements = new Set<string>();
  for (const op of tasks.flat()) {
    if (op.do === 'sql') for (const { sql } of op.statements) statements.add(sql);
  }
  return {
    tasks,
    statements: below(random, 4) === 0 ? 'any' : [...statements],
    permits: [1, below(random, 3) === 0 ? 2 : 1],
    windows: {
      'db.read request': windowOf(random),
      'db.read response': windowOf(random),
      'db.write request': windowOf(random),
      'db.write response': windowOf(random),
    },
  };
}

function themeOf(random: Random): readonly Template[] {
  const themes = [ITEMS, ITEMS, NAMED, LOGGED, PAIRED];
  let templates: readonly Template[] = themes[below(random, themes.length)]!;
  if (templates === NAMED && below(random, 4) === 0) templates = [...NAMED, ...NAMED_BY_ID];
  if (templates === LOGGED && below(random, 4) === 0) templates = [...LOGGED, ...LOGGED_BY_ORDER];
  if (below(random, 4) === 0) templates = [...templates, ...themes[below(random, themes.length)]!];
  // A few of them, one that writes among them, so that the tasks get in each other's way.
  const writing = templates.filter(([sql]) => !sql.startsWith('SELECT'));
  const some = Array.from({ length: 1 + below(random, 2) }, () => oneOf(random, templates));
  return [oneOf(random, writing), ...some].map(
    ([sql, ...places]): Template => [
      sql,
      // Often the same parameters in the whole program.
      ...places.map((values) => (below(random, 5) > 0 ? [oneOf(random, values)] : values)),
    ],
  );
}

function lengthsOf(random: Random, schedulesMax: number): number[] {
  for (;;) {
    const count = 2 + below(random, 3);
    const steps = Math.max(count + 1, 5 + below(random, 4));
    const lengths = new Array<number>(count).fill(1);
    for (let extra = count; extra < steps; extra += 1) {
      // One step is not enough for a statement: mostly there are two at least.
      const short = below(random, 4) > 0 ? lengths.indexOf(1) : -1;
      lengths[short >= 0 ? short : below(random, count)]! += 1;
    }
    if (interleavings(lengths) <= schedulesMax) return lengths;
  }
}

function taskOf(
  random: Random,
  length: number,
  world: { templates: readonly Template[]; usesMap: boolean; locks: number },
): SqlOp[] {
  const ops: SqlOp[] = [];
  /** Locks that are wanted one after the other, in either order, each after a step. */
  const wanted = below(random, 2) === 0 ? [0, 1] : [1, 0];
  const lock = world.locks === 0 ? -1 : below(random, world.locks);
  // Held from before the first step, over several, inside one, or with another one inside.
  const holding =
    lock < 0 ? 'never' : oneOf(random, ['long', 'nested', 'short', 'short', 'nested', 'first']);
  if (holding === 'first') ops.push({ do: 'acquire', lock });
  let left = length;
  while (left > 0) {
    if (left >= 2 && below(random, 8) > 0) {
      const statements = [statementOf(random, world.templates)];
      if (below(random, 5) === 0) statements.push(statementOf(random, world.templates));
      ops.push({ do: 'sql', statements });
      left -= 2;
    } else {
      ops.push({ do: 'pause', window: windowOf(random) });
      left -= 1;
    }
    const next = holding === 'nested' ? wanted.shift() : undefined;
    if (next !== undefined) ops.push({ do: 'acquire', lock: next });
    if (holding === 'long' && left >= length - 2) ops.push({ do: 'acquire', lock });
    if (holding === 'short') ops.push({ do: 'acquire', lock });
    for (let i = below(random, 5); i > 0; i -= 1) ops.push(localOp(random, world.usesMap));
    if (holding === 'short') ops.push({ do: 'release', lock });
  }
  if (holding === 'long' || holding === 'first') {
    if (below(random, 10) > 0) ops.push({ do: 'release', lock });
  }
  if (holding === 'nested') {
    ops.push({ do: 'release', lock: 0 }, { do: 'release', lock: 1 });
  }
  return ops;
}

function localOp(random: Random, usesMap: boolean): SqlOp {
  const key = below(random, 2) === 0 ? 'p' : 'q';
  switch (below(random, usesMap ? 8 : 3)) {
    case 0:
      return { do: 'skipIfOdd', ops: 1 };
    case 1:
      return { do: 'skipIfOdd', ops: 2 };
    case 2:
      return below(random, 2) === 0 ? { do: 'stopIfOdd' } : { do: 'skipIfOdd', ops: 1 };
    case 3:
    case 4:
      return { do: 'put', key, plus: below(random, 3) };
    case 5:
      return { do: 'drop', key };
    case 6:
      return { do: 'entries' };
    default:
      return { do: 'get', key };
  }
}

function statementOf(random: Random, templates: readonly Template[]): Statement {
  // Mostly the first ones.
  const at = Math.min(below(random, templates.length), below(random, templates.length));
  const [sql, ...places] = templates[at]!;
  return { sql, parameters: places.map((values) => oneOf(random, values)) };
}

function windowOf(random: Random): Delay {
  const minUs = below(random, 3);
  const maxUs = minUs + below(random, 3);
  return { us: minUs + below(random, maxUs - minUs + 1), minUs, maxUs };
}

function oneOf<T>(random: Random, values: readonly T[]): T {
  return values[below(random, values.length)]!;
}

/** Multinomial: in how many ways can straight lines of these lengths be interleaved? */
function interleavings(lengths: readonly number[]): number {
  let ways = 1;
  let sum = 0;
  for (const length of lengths) {
    for (let i = 1; i <= length; i += 1) {
      sum += 1;
      ways = (ways * sum) / i;
    }
  }
  return ways;
}
