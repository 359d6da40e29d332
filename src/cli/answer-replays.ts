import {
  escapeTerminal,
  type JudgedRun,
  renderExplorationTable,
  renderReplayJson,
  renderSummary,
} from '../report/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { replayLineOf } from './replay-line.js';
import type { ReplaySettings } from './replay-settings.js';
import type { FinishedReplays } from './run-replays.js';
import { shownPath } from './shown-path.js';
import type { StartedExplorations } from './start-explorations.js';
import { styleFor } from './terminal-style.js';

/** Prints what the runs came to, on stdout, and turns it into an exit code. */
export function answerReplays(
  { runs, ending: replayed, indexPage }: FinishedReplays,
  settings: ReplaySettings,
  io: Io,
  explored: StartedExplorations = NOTHING_EXPLORED,
): ExitCode {
  const reports = explored.entries.map(({ report }) => report);
  const ending = replayed === 'interrupted' ? replayed : explored.ending;
  if (settings.answer === 'json') io.stdout.write(renderReplayJson(runs, reports));
  else if (runs.length > 0) io.stdout.write(summaryOf(runs, settings, io));
  if (settings.answer === 'summary' && reports.length > 0) {
    const color = io.stdout.isTerminal && io.colour === 'allowed';
    io.stdout.write(`\n${renderExplorationTable(reports, { color })}`);
  }
  if (indexPage !== null && settings.answer === 'summary')
    io.stdout.write(`Report: ${escapeTerminal(shownPath(indexPage, io))}\n`);
  if (ending === 'interrupted') {
    io.stderr.write(
      `racetape: interrupted; ${runs.length + reports.length} finished runs are saved\n`,
    );
    return EXIT.interrupted;
  }
  if (runs.length === 0) {
    io.stderr.write('racetape: nothing ran: there is no scenario\n');
    return EXIT.nothingProven;
  }
  return exitCodeOf([...runs.map(({ judgement }) => judgement), ...reports]);
}

const NOTHING_EXPLORED: StartedExplorations = { entries: [], ending: 'complete' };

type Answered = Pick<JudgedRun['judgement'], 'expected' | 'verdict'>;

function exitCodeOf(answers: readonly Answered[]): ExitCode {
  const surprises = answers.filter(({ expected }) => !expected);
  if (surprises.length === 0) return EXIT.asExpected;
  const unproven = surprises.every(({ verdict }) => verdict === 'inconclusive');
  return unproven ? EXIT.nothingProven : EXIT.notAsExpected;
}

/** The table; under it each run that was not as expected, with its findings and the line that shows it again. */
function summaryOf(runs: readonly JudgedRun[], settings: ReplaySettings, io: Io): string {
  const style = styleFor(io.stdout, io);
  const color = io.stdout.isTerminal && io.colour === 'allowed';
  const parts = [renderSummary(runs, { color, width: widthOf(io) })];
  for (const { header, judgement, token } of runs) {
    if (judgement.expected) continue;
    const { scenario, guardSet } = header;
    const name = escapeTerminal(`${scenario.path} --guards ${guardSet}`);
    parts.push(`\n${style('bad', 'not as expected:')} ${style('bold', name)}\n`);
    parts.push(`  verdict ${judgement.verdict}\n`);
    for (const { severity, message } of judgement.findings.slice(0, FINDINGS_SHOWN_MAX))
      parts.push(`  ${severity}: ${escapeTerminal(message)}\n`);
    const hidden = judgement.findings.length - FINDINGS_SHOWN_MAX;
    if (hidden > 0) parts.push(`  … and ${hidden} more findings in the report\n`);
    parts.push(`  ${escapeTerminal(replayLineOf(header, settings))}\n`);
    if (token !== undefined && header.token === '')
      parts.push(`  ${style('dim', `the same in one word: --token ${escapeTerminal(token)}`)}\n`);
  }
  return parts.join('');
}

const FINDINGS_SHOWN_MAX = 5;

/** A file or a pipe has no width: wide enough that no name is cut. */
function widthOf({ stdout }: Io): number {
  return stdout.isTerminal ? stdout.columns : 200;
}
