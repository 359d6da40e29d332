import { dirname, resolve } from 'node:path';
import type { ReadRecorded } from '../scenario/index.js';
import { InputProblem } from './input-problem.js';
import type { Io } from './io.js';
import { readText } from './scenario-file.js';

/**
 * Hands over the recorded latencies that a profile names: relative to the
 * scenario file that names them, or to the working folder for one of the
 * command line (`scenario` is null).
 */
export function recordedBeside(scenario: string | null, io: Pick<Io, 'cwd'>): ReadRecorded {
  const folder = scenario === null ? io.cwd : dirname(resolve(io.cwd, scenario));
  return (file) => {
    try {
      const text = readText(resolve(folder, file), file);
      return text === null ? { ok: false, why: 'no such file' } : { ok: true, text };
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      return { ok: false, why: error.message.slice(file.length).replace(/^: /, '') };
    }
  };
}
