import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseMoney } from '../domain/index.js';
import { type Scan, scenarioOfBurst } from '../importers/index.js';
import {
  EXIT,
  hostOnly,
  InputProblem,
  type Io,
  makeFolder,
  refused,
  shownPath,
  writeWhole,
} from '../runs/index.js';
import { printScenario, quoteText } from '../scenario/index.js';
import { escapeTerminal } from '../words/index.js';
import { type Command, type GivenArguments, singleValue } from './command.js';
import { readScanOptions, SCAN_JSON, SOURCE_OPTIONS } from './scan-options.js';
import { scanFile } from './source-file.js';

const FOLDER = 'scenarios/imported';

/** A scenario that is to be written, and where it comes from. */
interface Found {
  readonly source: string;
  readonly path: string;
  readonly text: string;
  readonly symbol: string;
  readonly side: string;
  readonly rows: readonly number[];
}

/** A burst that no scenario can be made of. */
interface Left extends Omit<Found, 'path' | 'text'> {
  readonly reason: string;
}

/** `racetape import`: from last night's file to scenarios. */
export const importCommand: Command = {
  name: 'import',
  positionals: '<file>…',
  summary: 'Make a scenario of each thing that went twice in a file.',
  teaching: `Scans each file as racetape scan does, by holding, and writes one scenario for each burst. The
scenario says what of it is recorded and what is inferred. Under the guards none it reproduces the
record: racetape replay says so, and racetape explore tells which guards would have held.
All scenarios are written or none; a file of the same name with other content is not overwritten.`,
  options: [
    ...SOURCE_OPTIONS,
    {
      name: 'cash',
      takes: 'MONEY',
      times: 'once',
      describe: 'Cash before a burst, for a file that has no balance.',
    },
    {
      name: 'out',
      takes: 'DIR',
      times: 'once',
      describe: `Folder for the scenarios (default ${FOLDER}).`,
    },
    SCAN_JSON,
  ],
  examples: [
    {
      line: 'racetape import reports/app-4x-buy/none/trading_data.db',
      shows: 'A scenario of each burst of the database, ready to be replayed and explored.',
    },
  ],
  run: async (given, io) => {
    if (given.positionals.length === 0)
      throw new InputProblem(
        'import needs a file',
        'For instance: racetape import trading_data.db',
      );
    const folder = resolve(io.cwd, singleValue(given, 'out') ?? FOLDER);
    const options = readScanOptions(given);
    const cash = cashOf(given);
    const found: Found[] = [];
    const left: Left[] = [];
    for (const file of given.positionals)
      sortOut(await scanFile(file, options, io), { cash, folder, found, left });
    await writeAll(found, io);
    tell({ found, left }, given.switches.has('json'), io);
    return found.length === 0 ? EXIT.nothingProven : EXIT.asExpected;
  },
};

function cashOf(given: GivenArguments): number | null {
  const text = singleValue(given, 'cash');
  if (text === undefined) return null;
  const cash = parseMoney(text);
  if (cash !== null && cash >= 0) return cash;
  throw refused('--cash', {
    expected: 'money',
    found: quoteText(text),
    hint: 'write it like 144420.92',
  });
}

function sortOut(
  scan: Scan,
  into: { cash: number | null; folder: string; found: Found[]; left: Left[] },
): void {
  for (const burst of scan.bursts) {
    const { symbol, side, orders } = burst;
    const rows = orders.flatMap((order) => order.rows);
    const about = { source: scan.source, symbol, side, rows };
    const imported = scenarioOfBurst(burst, scan, into);
    if (!imported.ok) {
      into.left.push({ ...about, reason: imported.reason });
      continue;
    }
    const text = printScenario(imported.scenario);
    into.found.push({ ...about, path: freePath(imported.id, text, into), text });
  }
}

/** Two bursts of one symbol, second, size and side get numbers; two that are alike to the letter are one file. */
function freePath(
  id: string,
  text: string,
  { folder, found }: { folder: string; found: readonly Found[] },
): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${id}${number === 1 ? '' : `-${number}`}.yaml`);
    const other = found.find((candidate) => candidate.path === path);
    if (other === undefined || other.text === text) return path;
  }
}

async function writeAll(found: readonly Found[], io: Io): Promise<void> {
  for (const { path, text } of found) {
    const isOther = await hostOnly(
      path,
      () => existsSync(path) && readFileSync(path, 'utf8') !== text,
    );
    if (isOther)
      throw new InputProblem(
        `${shownPath(path, io)}: there already with other content, nothing is written`,
        'Move it away, or name another folder with --out.',
      );
  }
  for (const { path, text } of found)
    await hostOnly(path, () => {
      makeFolder(join(path, '..'));
      writeWhole(path, text);
    });
}

function tell(
  { found, left }: { readonly found: readonly Found[]; readonly left: readonly Left[] },
  json: boolean,
  io: Io,
): void {
  if (json) {
    const scenarios = found.map(({ text: _, path, ...about }) => ({
      path: shownPath(path, io),
      ...about,
    }));
    io.stdout.write(`${JSON.stringify({ version: 1, scenarios, left }, null, 2)}\n`);
    return;
  }
  for (const { path } of found) io.stdout.write(`${escapeTerminal(shownPath(path, io))}\n`);
  for (const { source, symbol, side, rows, reason } of left)
    io.stderr.write(
      `racetape: ${escapeTerminal(`${source}: no scenario of ${symbol} ${side}, rows ${rows.join(', ')}: ${reason}`)}\n`,
    );
  if (found.length + left.length === 0)
    io.stdout.write('Nothing went twice: there is nothing to import.\n');
  const [first] = found;
  if (first !== undefined)
    io.stdout.write(
      `Next: npx racetape replay ${escapeTerminal(shownPath(first.path, io))} --guards none\n`,
    );
}
