/**
 * The map of `src/` as data: which room may import which, and by which door a
 * third-party package or a part of Node comes in. What is not in here is
 * forbidden. To add a room, a package or a door, add a row or a cell, with its
 * reason; the test reads nothing else.
 */
export interface Room {
  /** Rooms that it may import, each through its `index.ts` only; `all`: every other one. */
  readonly imports: readonly string[] | 'all';
  /** Third-party packages and parts of Node (`node:crypto`). A name that is not listed is forbidden. */
  readonly packages: readonly PackageDoor[];
  /** True where the folder does not exist yet. A planned room that exists is an error: clear the mark. */
  readonly planned: boolean;
}

export interface PackageDoor {
  /** A package's name, or `node:*` for all of Node. */
  readonly name: string;
  /** `one file`: a single file of the room is its door; `any file`: the room itself is the door. */
  readonly door: 'one file' | 'any file';
  /** Only these exports may be imported, by name; left out: all. */
  readonly only?: readonly string[];
  /** These exports may not be imported, and imports must be by name. */
  readonly never?: readonly string[];
}

/** RxJS's operators and schedulers that wait for host time. A tape is judged by its own stamps. */
const HOST_SCHEDULED = [
  'animationFrameScheduler',
  'animationFrames',
  'asapScheduler',
  'asyncScheduler',
  'auditTime',
  'bufferTime',
  'debounceTime',
  'delay',
  'delayWhen',
  'interval',
  'observeOn',
  'queueScheduler',
  'sampleTime',
  'subscribeOn',
  'throttleTime',
  'timeInterval',
  'timeout',
  'timeoutWith',
  'timer',
  'timestamp',
  'VirtualTimeScheduler',
  'windowTime',
];

export const ROOMS: Readonly<Record<string, Room>> = {
  domain: room([]),
  kernel: room([], [{ name: 'seedrandom', door: 'one file' }]),
  // Of guards: their names, by which a tape and a scenario are checked.
  tape: room(
    ['domain', 'guards'],
    [{ name: 'node:crypto', door: 'one file', only: ['createHash', 'Hash'] }],
  ),
  verdict: room(['domain', 'tape']),
  scenario: room(
    ['domain', 'guards'],
    [
      { name: 'yaml', door: 'any file' },
      { name: 'zod', door: 'any file' },
    ],
  ),
  guards: room(['domain']),
  trading: room(['domain', 'guards']),
  // What a statement touches, for the trading tables and for programs of one's own.
  sql: room(['kernel'], [{ name: 'sql.js', door: 'one file' }]),
  database: room(['domain', 'kernel', 'sql']),
  simulation: room(['scenario', 'kernel', 'guards', 'trading', 'database', 'tape', 'domain']),
  exploration: room(['kernel']),
  assertions: room(
    ['domain', 'guards', 'tape', 'verdict'],
    [{ name: 'rxjs', door: 'any file', never: HOST_SCHEDULED }],
  ),
  experiments: room(
    [
      'domain',
      'kernel',
      'tape',
      'verdict',
      'scenario',
      'guards',
      'trading',
      'database',
      'simulation',
      'exploration',
      'assertions',
      // Steps are told in words of that room, made of their facts.
      'words',
    ],
    // Worker threads for explorations, and the traps for ambient non-determinism: they replace what others import.
    [
      { name: 'tinypool', door: 'one file', only: ['Tinypool'] },
      { name: 'node:async_hooks', door: 'one file', only: ['AsyncLocalStorage', 'createHook'] },
      { name: 'node:crypto', door: 'one file' },
      { name: 'node:fs', door: 'one file' },
      { name: 'node:module', door: 'one file', only: ['syncBuiltinESMExports'] },
    ],
  ),
  // A stranger's file → what was traded → what went twice → scenarios. Databases come in by the door of sql.
  importers: room(
    ['domain', 'scenario', 'sql'],
    [{ name: 'csv-parse', door: 'one file', only: ['parse', 'CsvError'] }],
  ),
  // What a saved tape holds at a moment, folded once for every reader of it.
  history: room(['domain', 'guards', 'tape']),
  // Sentences from facts. Everything that prints takes its words here.
  words: room(['domain', 'tape', 'verdict']),
  // Places of marks on the axis of virtual time: as SVG, and for the canvas.
  timeline: room(['tape', 'words']),
  // Terminal, JSON, CSV, logs and the forms that build servers read. No page, so no component.
  // The operator's log is what the guards say it is.
  formats: room(['domain', 'guards', 'tape', 'verdict', 'words', 'timeline']),
  // Components of pages, rendered here and in the browser; axes and curves; and the data inside a
  // page, deflated to the same bytes on every Node.
  pages: room(
    ['domain', 'tape', 'history', 'verdict', 'words', 'timeline'],
    [
      { name: 'preact', door: 'any file' },
      { name: 'preact-render-to-string', door: 'one file', only: ['renderToStaticMarkup'] },
      { name: '@preact/signals', door: 'any file' },
      { name: 'd3-scale', door: 'any file' },
      { name: 'd3-shape', door: 'any file' },
      { name: 'd3-array', door: 'any file' },
      { name: 'fflate', door: 'one file', only: ['deflateSync'] },
    ],
  ),
  live: room(
    ['domain', 'verdict', 'words', 'pages'],
    [
      { name: 'preact', door: 'any file' },
      { name: '@preact/signals', door: 'any file' },
    ],
  ),
  // What runs inside a page. Nothing on this side of the screen imports it.
  browser: room(
    ['tape', 'history', 'words', 'timeline', 'formats', 'pages', 'live'],
    [
      { name: 'preact', door: 'any file' },
      { name: '@preact/signals', door: 'any file' },
      { name: 'd3-scale', door: 'any file' },
      { name: 'd3-array', door: 'any file' },
      { name: 'uplot', door: 'one file' },
    ],
  ),
  // Money and its words (domain) are what the dashboard API is made of; a replay comes with its verdict.
  // What it shows is handed to it, so it runs nothing itself; HTTP and the folder of reports are its doors.
  server: room(
    ['domain', 'tape', 'history', 'verdict', 'words', 'live'],
    [
      {
        name: 'node:http',
        door: 'one file',
        only: ['createServer', 'IncomingMessage', 'ServerResponse'],
      },
      { name: 'node:fs', door: 'one file' },
      { name: 'node:path', door: 'one file', only: ['join', 'sep'] },
    ],
  ),
  // Runs and leaves its files, and knows no option of a command line.
  runs: room(
    [
      'assertions',
      'experiments',
      'formats',
      'kernel',
      'pages',
      'scenario',
      'tape',
      'verdict',
      'words',
    ],
    [
      // Configurations in TypeScript and JavaScript, for the gate.
      { name: 'c12', door: 'one file', only: ['loadConfig'] },
      { name: 'node:*', door: 'any file' },
    ],
  ),
  cli: room('all', [
    { name: 'yargs', door: 'one file' },
    { name: 'node:*', door: 'any file' },
  ]),
};

/** Rooms that nobody may import: the public API included. */
export const NEVER_IMPORTED: readonly string[] = ['cli', 'browser'];

/** Files that lie in `src/` itself. The public API may import the rooms' index files. */
export const ROOT_FILES: readonly string[] = ['index.ts', 'bot.ts'];

function room(imports: Room['imports'], packages: readonly PackageDoor[] = []): Room {
  return { imports, packages, planned: false };
}
