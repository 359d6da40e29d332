import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplayRequest, replay } from '../experiments/index.js';
import { type ReportRun, renderReplayJson } from '../report/index.js';
import type { Io } from './io.js';
import { RunFault } from './our-fault.js';
import { hostOnly, RUN_FILES, writeFolder } from './output-folder.js';
import type { Progress } from './progress.js';
import { replayLineOf } from './replay-line.js';
import type { ReplaySettings } from './replay-settings.js';
import { TapeRecorder } from './tape-recorder.js';

export interface ReplayPlace {
  /** The folder that this run fills. */
  readonly folder: string;
  /** The same as seen from the scenario's page, with forward slashes. */
  readonly fromPage: string;
}

/**
 * Replays once and leaves tape, log, database and judgement in a folder, all of
 * them or none. Throws an `InputProblem` where the host refuses to write, an
 * `Interruption` after Ctrl-C, and a `RunFault` where we are wrong.
 */
export function replayToFolder(
  request: ReplayRequest,
  place: ReplayPlace,
  host: { readonly io: Io; readonly progress: Progress; readonly settings: ReplaySettings },
): Promise<ReportRun> {
  return writeFolder(place.folder, (folder) =>
    hostOnly(place.folder, async () => {
      const recorder = new TapeRecorder(folder, host.io, host.progress);
      try {
        const result = await replay(request, recorder).catch((error: unknown) => {
          throw recorder.failure?.error ?? faultOf(error, request, recorder, host.settings);
        });
        if (recorder.failure !== null) throw recorder.failure.error;
        recorder.close();
        const { header, judgement, digest, database } = result;
        const run: ReportRun = {
          header,
          judgement,
          digest,
          events: recorder.kept,
          links: linksOf(place.fromPage),
        };
        writeFileSync(join(folder, RUN_FILES.database), database);
        writeFileSync(join(folder, RUN_FILES.judgement), renderReplayJson([run]));
        return run;
      } finally {
        recorder.abandon();
      }
    }),
  );
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

function linksOf(fromPage: string): NonNullable<ReportRun['links']> {
  return [
    { label: 'tape', path: `${fromPage}/${RUN_FILES.tape}` },
    { label: 'log', path: `${fromPage}/${RUN_FILES.log}` },
    { label: 'database', path: `${fromPage}/${RUN_FILES.database}` },
    { label: 'json', path: `${fromPage}/${RUN_FILES.judgement}` },
  ];
}
