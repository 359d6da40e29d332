import {
  explorationCheck,
  type Results,
  renderExplorationTable,
  renderReplayJson,
  renderStart,
  renderSummary,
  runCheck,
  STOPPED_EARLY,
  type SummaryOptions,
  unprovenCheck,
} from '../formats/index.js';
import type { FinishedReplays, GivenWorld, Io, ReplaySettings } from '../runs/index.js';
import { EXIT, type ExitCode, pageOfReplays, replayLineOf, scenarioPlaces } from '../runs/index.js';
import { expectationStanding } from '../verdict/index.js';
import { alarmIn, escapeTerminal, explorationStanding, type JudgedRun } from '../words/index.js';
import { exitCodeOfAlarm } from './exit-code-of-alarm.js';
import { reportWords } from './say-report.js';
import type { StartedExplorations } from './start-explorations.js';
import { tellResults } from './tell-results.js';
import { styleFor } from './terminal-style.js';

/** Tells what the runs came to, and turns it into an exit code. */
export async function answerReplays(
  finished: FinishedReplays,
  settings: ReplaySettings,
  io: Io,
  explored: StartedExplorations = NOTHING_EXPLORED,
  incidents: readonly string[] = [],
): Promise<ExitCode> {
  const { runs, ending: replayed } = finished;
  const reports = explored.entries.map(({ report }) => report);
  const ending = replayed === 'interrupted' ? replayed : explored.ending;
  await tellResults(
    resultsOfReplays(finished, settings, io, { explored, incidents }),
    settings,
    io,
  );
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
  const ofAlarms = reports.map(({ coverage, counterexample }) =>
    exitCodeOfAlarm(coverage.alarm ?? null, counterexample),
  );
  if (ofAlarms.includes(EXIT.ourFault)) return EXIT.ourFault;
  return exitCodeOf([...runs.map(({ judgement }) => judgement), ...reports]);
}

const NOTHING_EXPLORED: StartedExplorations = { entries: [], ending: 'complete' };

function resultsOfReplays(
  finished: FinishedReplays,
  settings: ReplaySettings,
  io: Io,
  { explored, incidents }: { explored: StartedExplorations; incidents: readonly string[] },
): Results {
  const { entries, ending } = explored;
  const { runs, tapes, indexPage } = finished;
  const reports = entries.map(({ report }) => report);
  const placesOf = scenarioPlaces(io);
  const isStopped = [finished.ending, ending].includes('interrupted');
  // What surprises needs every row and its findings.
  const isShort =
    incidents.length > 0 &&
    !isStopped &&
    runs.every((run) => expectationStanding(run) === 'met') &&
    reports.every((report) => alarmIn(report) === null && explorationStanding(report) === 'met');
  const stopped = {
    act: 'replay, all of it',
    line: 'npx racetape replay',
    sentence: STOPPED_EARLY,
  };
  return {
    summary: (colour) =>
      [
        ...(isShort
          ? [renderStart({ runs, reports, incidents }, lookOf(io, colour))]
          : [
              ...(runs.length > 0 ? [summaryOf(runs, settings, io, colour)] : []),
              ...(reports.length > 0
                ? [`\n${renderExplorationTable(reports, lookOf(io, colour))}`]
                : []),
            ]),
        ...(indexPage === null ? [] : [reportWords(indexPage, io)]),
      ].join(''),
    json: () => renderReplayJson(runs, reports),
    page: (folder) => pageOfReplays(finished, entries, folder),
    checks: [
      ...tapes.map((run) => runCheck(run, placesOf(run.header.scenario.path))),
      ...reports.map((report) => explorationCheck(report, placesOf(report.scenario.path))),
      ...(isStopped ? tapes.slice(-1) : []).map(({ header }) =>
        unprovenCheck(header.scenario, stopped),
      ),
    ],
    tapes,
  };
}

type Answered = Pick<JudgedRun['judgement'], 'expected' | 'verdict'>;

/** As each run was expected, or was it decided at all? */
function exitCodeOf(answers: readonly Answered[]): ExitCode {
  const surprises = answers.filter(({ expected }) => !expected);
  if (surprises.length === 0) return EXIT.asExpected;
  const unproven = surprises.every(({ verdict }) => verdict === 'inconclusive');
  return unproven ? EXIT.nothingProven : EXIT.notAsExpected;
}

/** The table; under it each run that is no success, with its findings and the line that shows it again. */
function summaryOf(
  runs: readonly JudgedRun[],
  settings: GivenWorld,
  io: Io,
  colour: 'plain' | 'colour',
): string {
  const style = styleFor(colour);
  const parts = [renderSummary(runs, lookOf(io, colour))];
  for (const { header, judgement, token } of runs) {
    if (judgement.expected) continue;
    const { scenario, guardSet } = header;
    const name = escapeTerminal(`${scenario.path} --guards ${guardSet}`);
    const isMissed = expectationStanding({ header, judgement }) === 'missed';
    const heading = isMissed ? style('bad', 'not as expected:') : 'no expectation:';
    parts.push(`\n${heading} ${style('bold', name)}\n`);
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

function lookOf(io: Io, colour: 'plain' | 'colour'): SummaryOptions {
  return { color: colour === 'colour', width: widthOf(io) };
}

/** A file or a pipe has no width: wide enough that no name is cut. */
function widthOf({ stdout }: Io): number {
  return stdout.isTerminal ? stdout.columns : 200;
}
