import { expectationFor, type Finding } from '../../verdict/index.js';
import type { ReportRun } from '../../words/index.js';
import { recordWords, replayLine, verdictSentence } from '../../words/index.js';
import {
  type Check,
  type CheckProblem,
  type CheckStatus,
  expectationPlace,
  type FilePlace,
  type ScenarioPlaces,
  signalPlace,
} from './check.js';

/** Findings told of one run; the rest are counted. */
const PROBLEMS_MAX = 100;

/**
 * A replay as a check. Where its failure is what the scenario expects, nothing is
 * wrong and no problem is listed. Reads the tape once, and only where something is.
 */
export function runCheck(run: ReportRun, places: ScenarioPlaces): Check {
  const { header, judgement, token, extraOptions } = run;
  const { guardSet, scenario } = header;
  const { verdict, expected } = judgement;
  const status = statusOf({ verdict, expected });
  return {
    scenario: { path: scenario.path, title: scenario.title },
    act: 'replay',
    guardSet,
    status,
    verdict,
    claim: null,
    sentence: verdictSentence(run),
    line: replayLine(header, extraOptions),
    token: status === 'ok' ? null : (token ?? null),
    problems: status === 'ok' && verdict === 'fail' ? [] : runProblems(run, places),
    steps: [],
    place: expectationPlace(places, guardSet),
  };
}

/** As the exit code has it: what is not as expected is refused, or not proven where nothing was decided. */
export function statusOf({
  verdict,
  expected,
}: Pick<ReportRun['judgement'], 'verdict' | 'expected'>): CheckStatus {
  if (expected) return 'ok';
  return verdict === 'inconclusive' ? 'unproven' : 'refused';
}

/** The findings of a run with their places; where it departs from what was expected without one, that. */
export function runProblems(run: ReportRun, places: ScenarioPlaces): readonly CheckProblem[] {
  const { header, judgement } = run;
  const { findings, expected, verdict, record } = judgement;
  const fallback = expectationPlace(places, header.guardSet);
  const shown = findings.slice(0, PROBLEMS_MAX);
  const placeAt = placesOfFindings(shown, run, { places, fallback });
  const problems = shown.map((finding): CheckProblem => {
    const { assertion, duplicateKind, severity, message } = finding;
    return {
      rule: duplicateKind ?? assertion,
      level: severity,
      message,
      place: placeAt(finding),
    };
  });
  if (findings.length > shown.length)
    problems.push({
      rule: 'more',
      level: 'warning',
      message: `${findings.length - shown.length} more findings are not listed.`,
      place: fallback,
    });
  if (!expected && !problems.some(({ level }) => level === 'error'))
    problems.push({
      rule: 'expectation',
      level: 'error',
      message:
        record !== null && !record.reproduced
          ? `The run does not reproduce the record: ${recordWords(record)}.`
          : expectationFor(header) === null
            ? `The verdict is ${verdict}; the scenario expects nothing of these guards.`
            : `The verdict is ${verdict}, which is not what the scenario expects of these guards.`,
      place: fallback,
    });
  // Errors first: what has room for one only shows that. The sort is stable.
  return problems.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

/** The signal that a finding's event belongs to tells the line. */
function placesOfFindings(
  findings: readonly Finding[],
  { events }: ReportRun,
  { places, fallback }: { places: ScenarioPlaces; fallback: FilePlace },
): (finding: Finding) => FilePlace {
  const wanted = new Set(findings.map(({ seq }) => seq));
  if (wanted.size === 0 || places.signals.size === 0) return () => fallback;
  let last = 0;
  for (const seq of wanted) last = Math.max(last, seq);
  const signals = new Map<number, string>();
  for (const event of events) {
    if (event.seq > last) break;
    if (wanted.has(event.seq) && 'signalId' in event) signals.set(event.seq, event.signalId);
  }
  return ({ seq }) => signalPlace(places, signals.get(seq) ?? '') ?? fallback;
}
