import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  belongingOfSetting,
  printRunToken,
  type ReplayRequest,
  type ReplayResult,
  type TapeListener,
} from '../experiments/index.js';
import { renderReplayJson } from '../formats/index.js';
import type { ReportRun } from '../words/index.js';
import type { FolderSwap } from './folder-swap.js';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import { RunFault } from './our-fault.js';
import { EXPLORE_FILES, hostOnly, RUN_FILES } from './output-folder.js';
import type { Progress } from './progress.js';
import { replayLineOf, worldWords } from './replay-line.js';
import type { ReplaySettings } from './requests.js';
import { savedTape } from './tape-file.js';
import { TapeRecorder } from './tape-recorder.js';
import { TokenDrifted } from './token-run.js';

interface ReplayPlace {
  /** What the scenario's folder gets together. */
  readonly swap: FolderSwap;
  /** The folder in it that this run fills, which is how the scenario's page names it too. */
  readonly name: string;
}

/**
 * Replays once and leaves tape, log, database and judgement in a folder of the
 * swap, all of them or none. `run` is how: in the default order, or as a token says. Throws an
 * `InputProblem` where the host refuses to write or the token does not fit, an
 * `Interruption` after Ctrl-C, and a `RunFault` where we are wrong.
 */
export async function replayToFolder(
  request: ReplayRequest,
  place: ReplayPlace,
  host: { readonly io: Io; readonly progress: Progress; readonly settings: ReplaySettings },
  run: (request: ReplayRequest, listener: TapeListener) => Promise<ReplayResult>,
): Promise<ReportRun> {
  const { swap, name } = place;
  try {
    return await hostOnly(swap.pathOf(name), async () => {
      const folder = swap.folder(name, Object.values(EXPLORE_FILES));
      const recorder = new TapeRecorder(folder, host.io, host.progress);
      try {
        const result = await run(request, recorder).catch((error: unknown) => {
          if (error instanceof InputProblem || error instanceof TokenDrifted) throw error;
          throw recorder.failure?.error ?? faultOf(error, request, recorder, host.settings);
        });
        if (recorder.failure !== null) throw recorder.failure.error;
        recorder.close();
        const { header, judgement, digest, database } = result;
        const ended: ReportRun = {
          header,
          judgement,
          digest,
          token: host.settings.token?.text ?? plainToken(request),
          events: savedTape(() => swap.pathOf(join(name, RUN_FILES.tape))),
          extraOptions: worldWords(host.settings),
          links: linksOf(name),
        };
        writeFileSync(join(folder, RUN_FILES.database), database);
        writeFileSync(join(folder, RUN_FILES.judgement), renderReplayJson([ended]));
        return ended;
      } finally {
        recorder.abandon();
      }
    });
  } catch (error) {
    swap.drop(name);
    throw error;
  }
}

/** The default order of a seed, in one word. */
function plainToken(request: ReplayRequest): string {
  const belongsTo = belongingOfSetting(request);
  return printRunToken({ belongsTo, seed: request.seed, choices: null, signals: null });
}

function faultOf(
  error: unknown,
  { scenario, seed }: ReplayRequest,
  { begun: header, atUs, seq }: TapeRecorder,
  settings: ReplaySettings,
): RunFault {
  const replayLine = header === null ? null : replayLineOf(header, settings);
  const token = header?.token ?? '';
  return new RunFault({ scenario: scenario.path, seed, token, atUs, seq, replayLine }, error);
}

/** The files of a run, as its scenario's page links them. */
export function linksOf(fromPage: string): NonNullable<ReportRun['links']> {
  return [
    { label: 'tape', path: `${fromPage}/${RUN_FILES.tape}` },
    { label: 'log', path: `${fromPage}/${RUN_FILES.log}` },
    { label: 'database', path: `${fromPage}/${RUN_FILES.database}` },
    { label: 'json', path: `${fromPage}/${RUN_FILES.judgement}` },
  ];
}
