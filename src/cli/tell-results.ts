import { appendFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { REPORTERS, type Reporter, type Results } from '../formats/index.js';
import type { Io, ReplaySettings } from '../runs/index.js';
import {
  hostOnly,
  InputProblem,
  makeFolder,
  reasonOf,
  shownPath,
  writeWhole,
} from '../runs/index.js';
import { escapeTerminal, plainLog } from '../words/index.js';

type TellSettings = Pick<ReplaySettings, 'answer' | 'reporters' | 'out'>;

/** Where each reporter goes: streams in order, and files by absolute path. */
interface TellPlan {
  readonly stdout: readonly Reporter[];
  readonly stderr: readonly Reporter[];
  readonly files: readonly { readonly reporter: Reporter; readonly path: string }[];
}

const DEFAULT = REPORTERS.find(({ name }) => name === 'default')!;
const JSON_ONLY = REPORTERS.find(({ name }) => name === 'json')!;

/**
 * Shares stdout out. `--json` takes it whole. Else logs (default, github) share
 * it, in the order given; a document without a file has it where it is the only
 * one that asks; where nobody asks, the summary goes there. Documents that find
 * it taken go to a file of their own in the output folder, and annotations to
 * stderr, which GitHub reads too.
 */
export function planTelling({ answer, reporters, out }: TellSettings, io: Io): TellPlan {
  const loose = reporters.filter(({ file }) => file === null).map(({ reporter }) => reporter);
  const logs = loose.filter(({ form }) => form === 'log');
  const documents = loose.filter(({ form }) => form === 'document');
  const alone = answer !== 'json' && loose.length === 1 && documents.length === 1;
  const stdout = answer === 'json' ? [JSON_ONLY] : alone ? documents : logs;
  const named = reporters.flatMap(({ reporter, file }) =>
    file === null ? [] : [{ reporter, path: resolve(io.cwd, file) }],
  );
  const placed = alone
    ? []
    : documents.map((reporter) => {
        return { reporter, path: join(resolve(io.cwd, out), reporter.fileName) };
      });
  return {
    stdout: stdout.length === 0 ? [DEFAULT] : stdout,
    stderr: answer === 'json' ? logs : [],
    files: [...named, ...placed],
  };
}

/** Refuses, before anything has run, a file that cannot be one. */
export function checkTelling({ files }: TellPlan): void {
  for (const { reporter, path } of files) {
    if (isFolder(path))
      throw new InputProblem(
        `--reporter ${reporter.name}: ${path} is a folder`,
        `Name a file: --reporter ${reporter.name}=${join(path, reporter.fileName)}`,
      );
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    throw new InputProblem(
      `cannot write to ${path}: ${reasonOf(error)}`,
      'Name a file that can be written to.',
    );
  }
}

/** Tells results in every form that was asked for: files first, so that a full disk is heard of before a success is. */
export async function tellResults(results: Results, settings: TellSettings, io: Io): Promise<void> {
  const plan = planTelling(settings, io);
  for (const { reporter, path } of plan.files) {
    const text = reporter.render(results, dirname(path));
    await hostOnly(path, () => makeFolder(dirname(path)));
    writeWhole(path, text);
  }
  for (const { reporter } of settings.reporters) summarizeStep(reporter, results, io);
  for (const reporter of plan.stdout) io.stdout.write(spoken(reporter, results, io));
  for (const reporter of plan.stderr) io.stderr.write(reporter.render(results, null));
  if (!plan.stdout.includes(DEFAULT)) return;
  for (const { reporter, path } of plan.files)
    io.stdout.write(`${reporter.name}: ${escapeTerminal(shownPath(path, io))}\n`);
}

/** The summary for people has colour on a terminal; all else is as in a file. */
function spoken(reporter: Reporter, results: Results, io: Io): string {
  const colour = io.stdout.isTerminal && io.colour === 'allowed' ? 'colour' : 'plain';
  return reporter === DEFAULT ? plainLog(results.summary(colour)) : reporter.render(results, null);
}

/** Adds to the page of the step, where the build machine has one; other steps' words stay. */
function summarizeStep({ stepSummary }: Reporter, results: Results, io: Io): void {
  if (stepSummary === undefined || io.stepSummaryPath === undefined) return;
  try {
    appendFileSync(io.stepSummaryPath, stepSummary(results));
  } catch (error) {
    throw new InputProblem(
      `cannot write the step summary to ${io.stepSummaryPath}: ${reasonOf(error)}`,
      'Check the variable GITHUB_STEP_SUMMARY, or leave --reporter github out.',
    );
  }
}
