import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ExplorePool,
  type ExploreProgress,
  type ExploreRequest,
  type ExploreResult,
  exploreMatrix,
  MATRIX_GUARDS,
  type MatrixCell,
  matrixSets,
  openExplorePool,
} from '../experiments/index.js';
import { matrixChecks, type Results, renderMatrix, renderMatrixJson } from '../formats/index.js';
import { renderMatrixPage } from '../pages/index.js';
import type { ExploreSettings, Io } from '../runs/index.js';
import {
  asGiven,
  checkFolderNames,
  createExploreTeller,
  EXIT,
  type ExitCode,
  exploredPages,
  loadScenarios,
  openOutput,
  pageScript,
  pageTrail,
  SharedBudget,
  swapFiles,
  worldWords,
  writeIndex,
} from '../runs/index.js';
import type { Scenario } from '../scenario/index.js';
import type { MatrixReport } from '../words/index.js';
import type { Command } from './command.js';
import { exitCodeOfAlarm } from './exit-code-of-alarm.js';
import { theScenario } from './explore-command.js';
import { LATENCY, limitOptions, SEED } from './explore-options.js';
import { readExploreSettings } from './explore-settings.js';
import { FAULT, FAULTS_MAX } from './fault-option.js';
import { ANSWER_OPTIONS } from './replay-options.js';
import { sayHowLong } from './say-how-long.js';
import { reportWords } from './say-report.js';
import { checkTelling, planTelling, tellResults } from './tell-results.js';

/** Two: what a small build machine has, and 32 cells are enough to share. */
const WORKERS = 2;

/** `racetape matrix`: which guards are needed, and which are not. */
export const matrixCommand: Command = {
  name: 'matrix',
  positionals: '<scenario>',
  summary: 'Explore every subset of the five guards, and say which are needed.',
  teaching: `memory-position is always in; the other five make 32 sets. Each cell is a certificate (every order
was run and none fails), a token of a failing order, or undecided where its runs were used up. From them
follows which guard is necessary, which is redundant, and which sets are minimal and safe, for this
scenario and its latencies. Each cell has --runs of its own. A time budget (--budget) is for all cells
together: each takes its share, and what one leaves over passes on.

It leaves matrix.json and matrix.html in <out>/<scenario>/.`,
  options: [
    ...limitOptions(`Worker threads (default ${WORKERS}, or the cores there are).`),
    SEED,
    LATENCY,
    FAULT,
    FAULTS_MAX,
    ...ANSWER_OPTIONS,
  ],
  examples: [
    {
      line: 'racetape matrix scenarios/app-second-path.yaml',
      shows: 'Only a guard at the broker stops a path that goes around the others.',
    },
  ],
  run: async (given, io) => {
    const settings = readExploreSettings(given, io, WORKERS);
    checkTelling(planTelling(settings, io));
    const loaded = loadScenarios([theScenario(given.positionals, 'matrix')], io);
    if (!loaded.ok) return loaded.code;
    const scenario = asGiven(loaded.scenarios[0]!, settings);
    checkFolderNames([{ scenario }]);
    const folder = join(await openOutput(settings.out, io), scenario.id);
    const pool = openExplorePool(settings.workers);
    const stopRelaying = io.meanwhile(() => pool.relay());
    try {
      const matrix = await runMatrix(scenario, { io, settings, pool });
      await swapFiles(folder, io, (pathOf) => {
        writeFileSync(pathOf('matrix.json'), renderMatrixJson(matrix));
        writeFileSync(
          pathOf('matrix.html'),
          renderMatrixPage(matrix, {
            script: pageScript('index'),
            trail: pageTrail({ home: folder, page: 'matrix.html' }),
            explored: exploredPages(folder),
          }),
        );
      });
      writeIndex(join(folder, '../index.html'));
      const runs = matrix.cells.reduce((sum, { coverage }) => sum + coverage.schedules, 0);
      sayHowLong({ elapsedMs: matrix.elapsedMs, runs }, settings, io);
      await tellResults(resultsOfMatrix(matrix, folder, io), settings, io);
      return codeOf(matrix, io);
    } finally {
      stopRelaying();
      await pool.close();
    }
  },
};

/** A matrix as reporters take it. Its tokens name runs; none of them was kept. */
function resultsOfMatrix(matrix: MatrixReport, folder: string, io: Io): Results {
  return {
    summary: (colour) =>
      `${renderMatrix(matrix, { color: colour === 'colour' })}\n${reportWords(join(folder, 'matrix.html'), io)}`,
    json: () => renderMatrixJson(matrix),
    page: () => renderMatrixPage(matrix, { script: pageScript('index') }),
    checks: matrixChecks(matrix),
    tapes: [],
  };
}

async function runMatrix(
  scenario: Scenario,
  host: { readonly io: Io; readonly settings: ExploreSettings; readonly pool: ExplorePool },
): Promise<MatrixReport> {
  const { io, settings, pool } = host;
  const { budgetMs, workers } = settings;
  const shared = new SharedBudget(io, { budgetMs, parts: matrixSets().length, workers });
  const teller = createExploreTeller(io, { ...settings, label: `matrix of ${scenario.id}` });
  const startMs = io.nowMs();
  let interrupted = false;
  const exploreOnce = async (request: ExploreRequest): Promise<ExploreResult> => {
    const budget = shared.part();
    const onProgress = (progress: ExploreProgress): void => budget.heard(progress);
    const explored = await pool.explore({ ...request, shouldStop: budget.shouldStop, onProgress });
    interrupted ||= budget.wasInterrupted;
    return budget.named(explored, budgetMs);
  };
  const rounds = new TwoRounds(matrixSets().length, (undecided) => shared.again(undecided));
  try {
    const result = await exploreMatrix(
      {
        scenario,
        seed: settings.seed,
        mode: 'exhaustive',
        timing: settings.timing,
        bound: settings.bound,
        schedules: settings.schedules,
        strategy: settings.strategy,
        ...(settings.faultsMax === null ? {} : { faults: settings.faultsMax }),
        ...(settings.runsMax === null ? {} : { runsMax: settings.runsMax }),
        shouldStop: () => false,
        onCell: (cell, done, of) => teller.partEnds(`${done} of ${of} sets, ${cellWords(cell)}`),
      },
      async (request) => {
        const first = await exploreOnce(request);
        const isDecided = first.verdict !== 'inconclusive';
        await rounds.firstEnds(isDecided ? 'decided' : 'undecided');
        // A number of runs would come to the same once more.
        if (isDecided || interrupted || budgetMs === null) return first;
        const second = await exploreOnce(request);
        const { schedules } = first.coverage;
        return second.verdict !== 'inconclusive' || second.coverage.schedules >= schedules
          ? second
          : first;
      },
    );
    const matrix: MatrixReport = {
      scenario: { id: scenario.id, path: scenario.path, title: scenario.title },
      seed: settings.seed,
      timed: settings.timing === 'timed',
      varied: MATRIX_GUARDS,
      cells: result.cells,
      reading: result.reading,
      elapsedMs: Math.round(io.nowMs() - startMs),
      extraOptions: worldWords(settings),
      ending: interrupted ? 'interrupted' : 'complete',
    };
    return matrix;
  } finally {
    teller.close();
  }
}

/** Cells that their share was too small for are looked at again with what all of them left over. */
class TwoRounds {
  readonly #startSecond: (undecided: number) => void;
  readonly #firstIsOver: Promise<void>;
  #release: () => void = () => undefined;
  #running: number;
  #undecided = 0;

  constructor(cells: number, startSecond: (undecided: number) => void) {
    this.#running = cells;
    this.#startSecond = startSecond;
    this.#firstIsOver = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  /** Comes back at once for a cell that is decided, and at the end of the first round for one that is not. */
  firstEnds(cell: 'decided' | 'undecided'): Promise<void> {
    if (cell === 'undecided') this.#undecided++;
    if (--this.#running === 0) {
      this.#startSecond(this.#undecided);
      this.#release();
    }
    return cell === 'decided' ? Promise.resolve() : this.#firstIsOver;
  }
}

function cellWords({ guards, verdict }: MatrixCell): string {
  return `${guards.slice(1).join('+') || 'none of them'}: ${verdict}`;
}

/** A matrix has no verdict that could be unexpected: what it is for is that every cell is decided. */
function codeOf({ cells, reading, ending }: MatrixReport, io: Io): ExitCode {
  if (ending === 'interrupted') {
    io.stderr.write('racetape: interrupted; what was found by then is saved\n');
    return EXIT.interrupted;
  }
  const codes = cells.map(({ coverage }) => exitCodeOfAlarm(coverage.alarm, null));
  if (codes.includes(EXIT.ourFault)) return EXIT.ourFault;
  if (codes.some((code) => code !== null)) return EXIT.nothingProven;
  return reading.undecided === 0 ? EXIT.asExpected : EXIT.nothingProven;
}
