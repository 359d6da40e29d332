import { join } from 'node:path';
import type { TapeListener } from '../experiments/index.js';
import { type LogRenderer, renderLog } from '../formats/index.js';
import type { TapeEvent, TapeHeader } from '../tape/index.js';
import { Interruption } from './interruption.js';
import type { Io } from './io.js';
import { LineFile } from './line-file.js';
import { RUN_FILES } from './output-folder.js';
import type { Progress } from './progress.js';

/**
 * Takes the tape while it is made: line by line to disk as tape and log. Memory
 * does not grow with the run.
 */
export class TapeRecorder implements TapeListener {
  /** The header; null until the tape begins. */
  begun: TapeHeader | null = null;
  /** Virtual time and sequence of the last event; -1: none yet. */
  atUs = 0;
  seq = -1;
  /** What went wrong on our side of the tape. Told apart here, since a run may wrap or swallow what a listener throws. */
  failure: { readonly error: unknown } | null = null;
  readonly #tape: LineFile;
  readonly #log: LineFile;
  readonly #io: Io;
  readonly #progress: Progress;
  #logLines: LogRenderer | null = null;

  constructor(folder: string, io: Io, progress: Progress) {
    this.#tape = new LineFile(join(folder, RUN_FILES.tape));
    this.#log = new LineFile(join(folder, RUN_FILES.log));
    this.#io = io;
    this.#progress = progress;
  }

  header(header: TapeHeader, line: string): void {
    this.#guarded(() => {
      this.begun = header;
      this.#logLines = renderLog(header);
      this.#tape.write(`${line}\n`);
    });
  }

  event(event: TapeEvent, line: string): void {
    this.#guarded(() => {
      if (this.#io.interrupted()) throw new Interruption();
      this.atUs = event.atUs;
      this.seq = event.seq;
      this.#tape.write(`${line}\n`);
      this.#log.write(this.#logLines!(event));
      this.#progress.event(event.atUs);
    });
  }

  close(): void {
    this.#tape.close();
    this.#log.close();
  }

  /** Lets files go after a failure, without a word about what could not be flushed. */
  abandon(): void {
    for (const file of [this.#tape, this.#log]) file.abandon();
  }

  /** Once something has gone wrong the run is told so at every event, until it ends. */
  #guarded(act: () => void): void {
    if (this.failure !== null) throw this.failure.error;
    try {
      act();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
