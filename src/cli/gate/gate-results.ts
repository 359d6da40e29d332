import {
  type Check,
  explorationJson,
  type Results,
  renderChecks,
  replayJson,
} from '../../formats/index.js';
import type { ExplorationEntry } from '../../pages/index.js';
import type { GateRun, Io } from '../../runs/index.js';
import { pageOfReplays, shownPath } from '../../runs/index.js';
import { claimWantedWord, type GatePolicy } from '../../verdict/index.js';
import { escapeTerminal } from '../../words/index.js';
import { reportWords } from '../say-report.js';
import { styleFor } from '../terminal-style.js';

/** Where the answer points to. */
interface GateAbout {
  readonly policy: GatePolicy;
  /** The file that the policy came from; null: the defaults. */
  readonly policyPath: string | null;
  /** Absolute; null where no order failed. */
  readonly tokensFile: string | null;
}

/** What a gate came to, as reporters take it. */
export function resultsOfGate(run: GateRun, about: GateAbout, io: Io): Results {
  const { canary, items, held, replays } = run;
  const checks = [...(canary === null ? [] : [canary.check]), ...items.map(({ check }) => check)];
  const reports = held.map(({ explored }) => explored.report);
  return {
    summary: (colour) => summaryOf(run, checks, { ...about, colour }, io),
    json: () => jsonOf(run, checks, about),
    page: (folder) => pageOfReplays(replays, entriesOf(run), folder),
    checks,
    tapes: [
      ...replays.tapes,
      ...held.flatMap(({ explored }) =>
        [explored.failing, explored.passing].filter((tape) => tape !== null),
      ),
    ],
  };

  function jsonOf(
    { decision, ending }: GateRun,
    all: readonly Check[],
    { policy, policyPath }: GateAbout,
  ): string {
    const whole = {
      version: 1,
      verdict: decision.verdict,
      net: decision.net,
      alarm: decision.alarm,
      interrupted: ending === 'interrupted',
      policy: { path: policyPath, ...policy, coverage: claimWantedWord(policy.coverage) },
      checks: all.map((check) => ({
        scenario: check.scenario.path,
        act: check.act,
        guards: check.guardSet,
        status: check.status,
        verdict: check.verdict,
        claim: check.claim,
        sentence: check.sentence,
        line: check.line,
        token: check.token,
      })),
      runs: replays.tapes.map(replayJson),
      explorations: reports.map(explorationJson),
    };
    return `${JSON.stringify(whole, null, 2)}\n`;
  }
}

/** The explorations as an index lists them. */
export function entriesOf({ held }: GateRun): readonly ExplorationEntry[] {
  return held.map(({ explored, pagePath }) => ({ report: explored.report, pagePath }));
}

function summaryOf(
  { decision, replays, canary }: GateRun,
  checks: readonly Check[],
  about: GateAbout & { readonly colour: 'plain' | 'colour' },
  io: Io,
): string {
  const style = styleFor(about.colour);
  const { verdict, net, alarm } = decision;
  const claim = claimWantedWord(about.policy.coverage);
  const head = alarm
    ? style('bad', '! alarm: racetape contradicts itself, and no answer of this gate counts')
    : net === 'hole'
      ? style('bad', '\u2717 the net has a hole: what has to fail passes')
      : {
          pass: style('good', `\u2713 the gate is open: ${claim} where it is asked for`),
          fail: style('bad', '\u2717 refused'),
          inconclusive: style('bad', '? not proven'),
        }[verdict];
  const lines = [
    renderChecks(checks, { color: about.colour === 'colour' }),
    `\n${head}\n`,
    ...(canary === null
      ? ['No canary: nobody looks whether the net still catches anything.\n']
      : []),
    `Policy: ${about.policyPath === null ? 'the defaults' : escapeTerminal(about.policyPath)}\n`,
  ];
  if (about.tokensFile !== null)
    lines.push(
      `Failing orders, to be kept in racetape-tokens/: ${escapeTerminal(shownPath(about.tokensFile, io))}\n`,
    );
  if (replays.indexPage !== null) lines.push(reportWords(replays.indexPage, io));
  return lines.join('');
}
