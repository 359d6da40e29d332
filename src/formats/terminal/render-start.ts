import { expectationStanding } from '../../verdict/index.js';
import {
  counted,
  type ExplorationReport,
  escapeTerminal,
  explorationStanding,
  exploreLine,
  groupDigits,
  type JudgedRun,
  listed,
  shownVerdict,
  times,
} from '../../words/index.js';
import { paint } from './paint.js';
import { recordLines, type SummaryOptions, summaryRows } from './render-summary.js';
import { standingTotal } from './standing-total.js';

type Run = Pick<JudgedRun, 'header' | 'judgement'>;

/** What `racetape start` came to. */
interface Started {
  readonly runs: readonly Run[];
  readonly reports: readonly ExplorationReport[];
  /** Scenarios whose every row is shown. The others are counted by the first word of their name. */
  readonly incidents: readonly string[];
}

/**
 * The first screen: the incidents row by row, a line for each group of other
 * scenarios, what was found in a sentence, and the command to try next. It is
 * meant for a start that went as expected: a surprise needs the whole tables.
 */
export function renderStart(
  { runs, reports, incidents }: Started,
  options: SummaryOptions,
): string {
  const shown = runs.filter(({ header }) => incidents.includes(header.scenario.id));
  const others = runs.filter((run) => !shown.includes(run));
  const answers = [
    ...runs.map((run) => {
      return { standing: expectationStanding(run), verdict: run.judgement.verdict };
    }),
    ...reports.map((report) => {
      return { standing: explorationStanding(report), verdict: report.verdict };
    }),
  ];
  const all = `${counted(runs.length, 'run')} and ${counted(reports.length, 'exploration')}`;
  return `${[
    ...summaryRows(shown, options),
    '',
    ...groupRows(others, reports, options),
    '',
    ...recordLines(runs, options.color),
    standingTotal(answers, all),
    '',
    ...incidentSentence(shown),
    ...exploredSentences(reports),
    ...nextLines(runs, reports, options),
  ].join('\n')}\n`;
}

/** One line for each group of scenarios whose names begin with the same word. */
function groupRows(
  runs: readonly Run[],
  reports: readonly ExplorationReport[],
  { color }: SummaryOptions,
): readonly string[] {
  const names = [...new Set(runs.map(({ header }) => groupOf(header.scenario.id)))];
  const rows = names.map((name) => {
    const members = runs.filter(({ header }) => groupOf(header.scenario.id) === name);
    const ids = new Set(members.map(({ header }) => header.scenario.id));
    const explored = reports.filter(({ scenario }) => ids.has(scenario.id));
    return [
      escapeTerminal(`${name}-…`),
      ids.size,
      members.filter((run) => shownVerdict(run) === 'reproduced').length,
      members.filter((run) => shownVerdict(run) === 'pass').length,
      explored.filter(({ verdict }) => verdict === 'fail').length,
      explored.filter(({ verdict }) => verdict === 'pass').length,
    ].map((cell) => (typeof cell === 'number' ? groupDigits(cell) : cell));
  });
  const table = [[...GROUP_HEADS], ...rows];
  const widths = GROUP_HEADS.map((_, column) =>
    Math.max(...table.map((cells) => cells[column]!.length)),
  );
  const lines = table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  '),
  );
  return [paint(lines[0]!, 'dim', color), ...lines.slice(1)];
}

const GROUP_HEADS = [
  'the others',
  'scenarios',
  'replays: reproduced',
  'pass',
  'every order: fail',
  'pass',
] as const;

function groupOf(id: string): string {
  return id.split('-')[0]!;
}

/** What happened without guards, and which of the shown guard sets stop all of it. */
function incidentSentence(shown: readonly Run[]): readonly string[] {
  const bare = shown.filter(({ header }) => header.guardSet === 'none');
  const bought = bare.flatMap(({ judgement }) =>
    judgement.duplicates.map(({ symbol, count }) => {
      const fills = judgement.fills.filter((fill) => fill.side === 'BUY' && fill.symbol === symbol);
      return `${escapeTerminal(symbol)} ${times(fills.length)} (due: ${groupDigits(fills.length - count)})`;
    }),
  );
  if (bought.length === 0) return [];
  const sets = [...new Set(shown.map(({ header }) => header.guardSet))].filter((set) =>
    shown.every(({ header, judgement }) => header.guardSet !== set || judgement.verdict === 'pass'),
  );
  const stopped = sets.length === 0 ? 'no guard set' : listed(sets.map(escapeTerminal));
  const verb = sets.length > 1 ? 'stop' : 'stops';
  return [`Without guards the incidents buy ${listed(bought)}; ${stopped} ${verb} that.`];
}

/** How each guard set fared where every order was explored. */
function exploredSentences(reports: readonly ExplorationReport[]): readonly string[] {
  const sets = [...new Set(reports.map(({ guardSet }) => guardSet))];
  const words = sets.flatMap((set) => {
    const explored = reports.filter(({ guardSet }) => guardSet === set);
    if (explored.length < SCENARIOS_COMPARED_MIN) return [];
    const failing = explored.filter(({ verdict }) => verdict === 'fail').length;
    return [
      `${groupDigits(failing)} of ${counted(explored.length, 'scenario')} under ${escapeTerminal(set)}`,
    ];
  });
  return words.length === 0 ? [] : [`Some explored order fails in ${listed(words)}.`];
}

/** A guard set that few scenarios are explored under says nothing of guards. */
const SCENARIOS_COMPARED_MIN = 5;

/** The command to try next: where a replay passes and another order fails, if there is such a case. */
function nextLines(
  runs: readonly Run[],
  reports: readonly ExplorationReport[],
  { color }: SummaryOptions,
): readonly string[] {
  const failing = reports.filter(({ counterexample }) => counterexample !== null);
  const lucky = failing.find(({ scenario, guardSet }) =>
    runs.some(
      ({ header, judgement }) =>
        header.scenario.id === scenario.id &&
        header.guardSet === guardSet &&
        judgement.verdict === 'pass',
    ),
  );
  const next = lucky ?? failing[0];
  const why =
    lucky === undefined ? 'an order that fails' : 'its replay passes, another order fails';
  return [
    ...(next === undefined
      ? []
      : [`\nTry next (${why}):`, `  ${escapeTerminal(exploreLine(next))}`]),
    paint('All rows: npx racetape start --all', 'dim', color),
  ];
}
