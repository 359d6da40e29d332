import { type Problem, parseScenario, renderProblems, type Scenario } from '../scenario/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { InputProblem, printProblem } from './input-problem.js';
import type { Io } from './io.js';
import { recordedBeside } from './recorded-latency.js';
import { readScenarioFile } from './scenario-file.js';

type LoadedScenarios =
  | { readonly ok: true; readonly scenarios: readonly Scenario[] }
  | { readonly ok: false; readonly code: ExitCode };

/**
 * Loads every file, ordered by path. Prints what is wrong with any of them, all
 * of it at once, so that nobody has to mend one file to hear about the next.
 */
export function loadScenarios(paths: readonly string[], io: Io): LoadedScenarios {
  const scenarios = new Map<string, Scenario>();
  const problems: Problem[] = [];
  let unlisted = 0;
  let refused = false;
  for (const given of paths) {
    try {
      const { path, text } = readScenarioFile(given, io);
      const result = parseScenario(text, { path, readRecorded: recordedBeside(path, io) });
      if (result.ok) scenarios.set(path, result.scenario);
      else {
        for (const problem of result.problems) problems.push(problem);
        unlisted += result.unlisted;
      }
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      printProblem(error, io);
      refused = true;
    }
  }
  if (problems.length > 0) io.stderr.write(renderProblems({ problems, unlisted }));
  if (refused || problems.length > 0) return { ok: false, code: EXIT.wrongInput };
  // Determinism: by code unit; the shell's own order of `*.yaml` depends on the locale.
  const ordered = [...scenarios.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ok: true, scenarios: ordered };
}
