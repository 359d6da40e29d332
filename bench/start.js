// What starting costs: CPU time (user and system) of whole processes, as ratios to `node -e 0`, in one
// alternated run. After a build: `node bench/start.js 7` for 7 rounds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'bin/racetape.js');
const ROUNDS_DEFAULT = 7;

/** SQLite opened, and one statement made and asked: what no replay can do without. */
const SQLITE = `const sql = await (await import('node:module')).createRequire(${JSON.stringify(BIN)})('sql.js')();
new sql.Database().exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 2); SELECT * FROM t')`;

const out = mkdtempSync(join(tmpdir(), 'racetape-start-'));
const replay = ['replay', 'scenarios/app-4x-buy.yaml', '--out', out];

const CONTENDERS = {
  'node -e 0': { words: ['-e', '0'], wanted: null },
  'racetape --version': { words: [BIN, '--version'], wanted: 1.6 },
  'racetape --help': { words: [BIN, '--help'], wanted: 2 },
  'racetape replya (a typo)': { words: [BIN, 'replya'], wanted: 2 },
  "import 'racetape/bot'": { words: script("import 'racetape/bot'"), wanted: 1.3 },
  'SQLite alone': { words: script(SQLITE), wanted: null },
  'replay, guards none': { words: [BIN, ...replay, '--guards', 'none'], wanted: 6 },
  'replay, its nine guard sets': { words: [BIN, ...replay], wanted: null },
};

try {
  print(measure(Number(process.argv[2] ?? ROUNDS_DEFAULT) || ROUNDS_DEFAULT));
} finally {
  rmSync(out, { recursive: true, force: true });
}

function script(text) {
  return ['--input-type=module', '-e', text];
}

/** CPU milliseconds by contender, one a round, after a round that is thrown away. */
function measure(rounds) {
  const costs = new Map(Object.keys(CONTENDERS).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, { words }] of Object.entries(CONTENDERS)) {
      const cost = cpuMs(words);
      if (round >= 0) costs.get(name).push(cost);
    }
  }
  return costs;
}

/** User and system time of one process, as the shell that waits for it counts them. */
function cpuMs(words) {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const { stderr } = spawnSync('bash', ['-c', timed, 'bash', process.execPath, ...words], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [user, system] = stderr.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

function print(costs) {
  const base = costs.get('node -e 0');
  console.log('\nCPU milliseconds of a process, and its ratio to node -e 0');
  for (const [name, figures] of costs) {
    const ratio = median(figures.map((figure, round) => figure / base[round]));
    const { wanted } = CONTENDERS[name];
    const limit = wanted === null ? '' : `at most x${wanted.toFixed(1)}`;
    const each = figures.map((figure) => Math.round(figure)).join(' ');
    console.log(
      `  ${name.padEnd(30)} ${Math.round(median(figures)).toString().padStart(5)}   x${ratio.toFixed(2).padEnd(6)} ${limit.padEnd(14)} (${each})`,
    );
  }
}
