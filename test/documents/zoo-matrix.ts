import { readdirSync } from 'node:fs';
import { exploring, shipped } from '../experiments/shipped.js';

/** The guards as facts and table name them, each on top of `memory-position`. */
const COLUMNS = {
  CS: 'cycle-set',
  PL: 'pending-lock',
  DP: 'db-position',
  RT: 'recent-trade',
  UK: 'unique-intent',
  AL: 'lease',
  OB: 'outbox',
} as const;

type Column = keyof typeof COLUMNS;

/** ● stops · ◐ partly, under a condition · ○ does not · – not asked. In the order of the columns. */
const REASONED: Readonly<Record<string, string>> = {
  M1: '●●○○●●◐',
  M2: '○○●●●◐●',
  M3: '○○○◐●●●',
  M4: '●◐○○●○●',
  M5: '○○○○●○◐',
  M6: '○○◐◐●●◐',
  M7: '◐◐○○●●●',
  M8: '○○○○◐○●',
  M9: '–––○●◐●',
  M10: '○◐○○●◐◐',
};

const CLASSES: Readonly<Record<string, string>> = {
  M1: 'check-then-act across an await, one process',
  M2: 'guard state reset per cycle, request, restart',
  M3: 'a second code path bypasses the guard',
  M4: 'ambiguous submit: time-out, then retry',
  M5: 'replayed or reordered message',
  M6: 'two processes, overlapping schedules, expired lease',
  M7: 'stale read: replica lag, polled positions',
  M8: 'crash or failed write between submit and row',
  M9: 'clock, time zone or recency bug, window edge',
  M10: 'the guard itself fails',
};

/** Why what was measured is not what was reasoned, cell by cell. A cell that differs and is not told fails the test. */
const TOLD: Readonly<Record<string, string>> = {
  'M1 OB':
    'The intent is written down under a unique key before the order goes out: the second task finds it pending or settled, and of one client order id the broker fills one order.',
  'M2 AL':
    'The lease looks at the positions once more when it is held, and here the row was written. Where it was not (M8) it does not help.',
  'M3 RT': 'The second path does not call it, and it does not stand at the gateway.',
  'M4 PL':
    'The mark is taken back when the attempt ends, and an unknown outcome ends it: the retry finds none.',
  'M5 AL':
    'Both deliveries are under way at once, so the second meets the lease of the first. Delivered after its end, it would not.',
  'M5 OB':
    'Both deliveries write down the same intent: one is new, the other finds it and sends nothing of its own.',
  'M6 DP':
    'The first process looked before the second had written, and stood still between its look and its order: no look at rows is late enough.',
  'M6 RT': 'As for the positions: the look came before the pause.',
  'M6 OB':
    'Both processes share its table: the first has its intent pending, the second finds it, asks the broker and sends it under the same name.',
  'M7 CS': 'The stale read is in the next cycle, where a fresh runner has an empty set.',
  'M7 PL': 'As for the cycle set: no order is pending any more.',
  'M7 AL':
    'The lease is free again, and the look at the positions once it is held is answered by the replica too.',
  'M9 CS': 'Marks in memory have nothing to do with clocks, and the second runner has its own.',
  'M9 PL': 'As for the cycle set.',
  'M9 DP': 'It asks for the position and not for its age.',
  'M9 AL': 'The lease looks at the positions once it is held, and here the row was written.',
  'M10 PL':
    'It asks nothing itself. The load that fails leaves memory empty, and in the next cycle no order is pending.',
  'M10 DP':
    'One query fails at most: where it is the load, layer 3 still asks; where it is its own, the attempt ends and the next one buys.',
  'M10 RT': 'As for the positions: its own failure stops the attempt, another’s leaves it asking.',
  'M10 AL': 'As for the positions: it fails closed, and no attempt holds the symbol for good.',
  'M10 OB': 'As for the positions: an intent that could not be written down sends no order.',
};

/** What one guard does about one member: every order passes, some order duplicates, or it only over-blocks. */
type Mark = '●' | '○' | '⊘';

async function markOf(id: string, column: Column): Promise<Mark> {
  const set = `memory-position,${COLUMNS[column]}`;
  const { verdict, coverage, outcomes } = await exploring(shipped(id), set);
  if (coverage.kind !== 'complete') throw new Error(`${id} under ${set} is not complete`);
  if (verdict === 'pass') return '●';
  const duplicates = outcomes.some(({ errors }) => errors.includes('no-duplicate'));
  return duplicates ? '○' : '⊘';
}

/** The scenarios of a class: several files may be one family. */
function membersOf(name: string): readonly string[] {
  const folder = new URL('../../scenarios/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.startsWith(`zoo-${name.toLowerCase()}-`))
    .map((file) => file.replace('.yaml', ''))
    .sort();
}

/** The matrix in Markdown: every cell explored, beside the reasoned one; below it, why they differ. */
export async function renderZooMatrix(): Promise<string> {
  const columns = Object.keys(COLUMNS) as Column[];
  const lines = [`| | ${columns.join(' | ')} |`, `|---|${':-:|'.repeat(columns.length)}`];
  const differing: string[] = [];
  for (const [name, words] of Object.entries(CLASSES)) {
    const members = membersOf(name);
    if (members.length === 0) continue;
    const cells: string[] = [];
    for (const [index, column] of columns.entries()) {
      const marks: Mark[] = [];
      for (const id of members) marks.push(await markOf(id, column));
      const measured = familyMark(marks);
      const reasoned = [...REASONED[name]!][index]!;
      cells.push(measured === reasoned ? measured : `**${measured}** ${reasoned}`);
      if (measured !== reasoned) differing.push(`${name} ${column}`);
    }
    lines.push(`| ${name} ${words} | ${cells.join(' | ')} |`);
  }
  const untold = differing.filter((cell) => TOLD[cell] === undefined);
  if (untold.length > 0)
    throw new Error(`nobody says why these cells differ: ${untold.join(', ')}`);
  const told = Object.keys(TOLD).filter((cell) => !differing.includes(cell));
  if (told.length > 0) throw new Error(`these cells do not differ any more: ${told.join(', ')}`);
  return [...lines, '', ...differing.map((cell) => `- **${cell}**: ${TOLD[cell]}`)].join('\n');
}

/** Of a family, partly: some members are stopped, or none is but the guard only over-blocks in some. */
function familyMark(marks: readonly Mark[]): string {
  if (marks.every((mark) => mark === marks[0])) return marks[0]!;
  return '◐';
}
