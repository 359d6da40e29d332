import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderLog, renderReplayJson } from '../formats/index.js';
import type { IndexEntry } from '../pages/index.js';
import { encodeEvent, encodeHeader } from '../tape/index.js';
import type { ReportRun } from '../words/index.js';
import { FolderSwap } from './folder-swap.js';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import { LineFile } from './line-file.js';
import type { LoadedTape } from './load-tape.js';
import { openOutput } from './open-output.js';
import { checkReplaceable, EXPLORE_FILES, hostOnly, RUN_FILES } from './output-folder.js';
import { linksOf } from './replay-to-folder.js';
import { checkFolderNames, type FinishedReplays, folderName, indexEntryOf } from './run-replays.js';
import { scenarioPage } from './scenario-page.js';
import { savedTape, tapeEvents } from './tape-file.js';
import { writeIndex } from './write-index.js';

/** A tape and the folder that its report fills. */
interface PlacedTape {
  readonly tape: LoadedTape;
  /** Below the scenario's folder. */
  readonly name: string;
}

/**
 * Renders saved tapes again: a folder for each, a page for each scenario, an
 * index, as a replay leaves them, but for the database, which no tape holds; one
 * that lies there stays.
 */
export async function reportTapes(
  tapes: readonly LoadedTape[],
  out: string,
  io: Io,
): Promise<FinishedReplays> {
  const groups = placeTapes(tapes);
  const folder = await openOutput(out, io);
  for (const { id, members } of groups)
    for (const { name } of members) checkReplaceable(join(folder, id, name));
  const entries: IndexEntry[] = [];
  const runs: ReportRun[] = [];
  for (const { id, members } of groups) {
    const home = join(folder, id);
    const swap = await FolderSwap.begin(home);
    const shown: ReportRun[] = [];
    try {
      for (const { tape, name } of members)
        shown.push(await hostOnly(join(home, name), () => writeTape(tape, { home, name, swap })));
      const names = members.map(({ name }) => name);
      const page = scenarioPage({ home, own: shown, names }, io);
      await hostOnly(home, () => writeFileSync(swap.pathOf('index.html'), page));
      await swap.commit(io);
    } finally {
      swap.abandon();
    }
    entries.push(...shown.map((run) => indexEntryOf(run, id)));
    runs.push(...shown);
  }
  const indexPage = join(folder, 'index.html');
  writeIndex(indexPage, entries);
  return { runs: entries, tapes: runs, ending: 'complete', indexPage };
}

/** By scenario path; a second tape of one guard set gets a number, as two runs of one exploration do. */
function placeTapes(
  tapes: readonly LoadedTape[],
): readonly { readonly id: string; readonly members: readonly PlacedTape[] }[] {
  const groups = new Map<string, PlacedTape[]>();
  // Determinism: by code unit; the sort is stable, so one scenario's tapes stay as they were named.
  const ordered = tapes.toSorted((left, right) => {
    const [a, b] = [left.header.scenario.path, right.header.scenario.path];
    return a < b ? -1 : a > b ? 1 : 0;
  });
  for (const tape of ordered) {
    const { path } = tape.header.scenario;
    const members = groups.get(path) ?? [];
    const set = folderName(tape.header);
    const before = members.filter(({ tape: other }) => folderName(other.header) === set).length;
    members.push({ tape, name: before === 0 ? set : `${set}-${before + 1}` });
    groups.set(path, members);
  }
  const plan = [...groups.values()].map((members) => {
    const { id, path } = members[0]!.tape.header.scenario;
    return { scenario: { id, path }, members };
  });
  for (const { scenario } of plan)
    if (scenario.id === '')
      throw new InputProblem(
        `a tape of ${scenario.path} names no scenario`,
        'Tapes are written by racetape and not edited by hand; replay the scenario again.',
      );
  checkFolderNames(plan);
  return plan.map(({ scenario, members }) => ({ id: scenario.id, members }));
}

function writeTape(
  tape: LoadedTape,
  at: { readonly home: string; readonly name: string; readonly swap: FolderSwap },
): ReportRun {
  const { header, judgement, digest } = tape;
  const { home, name, swap } = at;
  const folder = swap.folder(name, [RUN_FILES.database, ...Object.values(EXPLORE_FILES)]);
  const files = [RUN_FILES.tape, RUN_FILES.log].map((file) => {
    return new LineFile(join(folder, file));
  }) as [LineFile, LineFile];
  try {
    const [lines, log] = files;
    const logLines = renderLog(header);
    lines.write(`${encodeHeader(header)}\n`);
    for (const event of tapeEvents(tape.file)) {
      lines.write(`${encodeEvent(event)}\n`);
      log.write(logLines(event));
    }
    for (const file of files) file.close();
  } finally {
    for (const file of files) file.abandon();
  }
  const hasDatabase = existsSync(join(home, name, RUN_FILES.database));
  const run: ReportRun = {
    header,
    judgement,
    digest,
    events: savedTape(() => swap.pathOf(join(name, RUN_FILES.tape))),
    links: linksOf(name).filter(({ label }) => label !== 'database' || hasDatabase),
  };
  writeFileSync(join(folder, RUN_FILES.judgement), renderReplayJson([run]));
  return run;
}
