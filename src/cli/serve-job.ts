import { join } from 'node:path';
import { exploreScenario, tapeHeaderOf } from '../experiments/index.js';
import type { LiveScene } from '../live/index.js';
import type { Io } from '../runs/index.js';
import { exploreToFolder, folderName, replayLineOf, runReplays } from '../runs/index.js';
import { type GuardSet, resolveGuards, type Scenario } from '../scenario/index.js';
import type { LiveSession, ServedSystem } from '../server/index.js';
import { expectationStanding } from '../verdict/index.js';
import { verdictSentence } from '../words/index.js';
import { ExplorationTeller } from './exploration-teller.js';
import type { ServeSettings } from './serve-settings.js';
import { servedHref } from './served-href.js';
import { sweepLive } from './sweep-teller.js';

/** What somebody wants to see: a replay, and perhaps an exploration after it. */
export interface ServeJob {
  readonly scenario: Scenario;
  readonly guardSet: GuardSet;
  readonly isExploring: boolean;
}

/**
 * Replays once and hands the tape to the session, then explores and tells how it
 * is getting on. Everything is in `out` before it is shown: whoever is cut off
 * has lost nothing.
 */
export async function runServeJob(
  { scenario, guardSet, isExploring }: ServeJob,
  host: { readonly io: Io; readonly out: string; readonly settings: ServeSettings },
  session: LiveSession,
): Promise<void> {
  const { io, out, settings } = host;
  const explore = { ...settings.explore, guardSet };
  prepareJob({ scenario, guardSet }, settings, session);
  const replays = await runReplays(
    [{ scenario, guardSets: [guardSet] }],
    { ...explore, guardSets: [guardSet], token: null },
    io,
  );
  const run = replays.runs[0];
  if (run === undefined || replays.ending === 'interrupted') return;
  const { header, judgement } = run;
  const folder = join(out, scenario.id, folderName(guardSet));
  session.show(
    {
      ...preparedScene(scenario, guardSet, settings),
      guards: header.guards,
      replayLine: replayLineOf(header, explore),
      links: [
        { label: 'report', href: servedHref(run.pagePath) },
        ...(run.links ?? []).map(({ label, path }) => ({ label, href: servedHref(path) })),
      ],
      verdict: judgement.verdict,
      verdictWords: verdictSentence(run),
      standing: expectationStanding({ header, judgement }),
    },
    {
      header,
      findings: judgement.findings,
      events: replays.tapes[0]!.events,
      system: servedSystem(scenario),
    },
  );
  if (isExploring) await exploreLive({ scenario, guardSet }, { ...host, folder }, session);
  if (settings.sweep !== null && !io.interrupted())
    await sweepLive(scenario, { io, out, settings: settings.sweep }, session);
}

async function exploreLive(
  { scenario, guardSet }: Pick<ServeJob, 'scenario' | 'guardSet'>,
  {
    io,
    settings,
    folder,
  }: { readonly io: Io; readonly settings: ServeSettings; readonly folder: string },
  session: LiveSession,
): Promise<void> {
  const teller = new ExplorationTeller(session, io, `${scenario.id}/${folderName(guardSet)}`);
  // In this thread: what is found is heard at once. Listeners cost it next to nothing.
  const pool = { explore: exploreScenario, relay: () => {}, close: () => Promise.resolve() };
  const explored = await exploreToFolder({ scenario, guardSet }, folder, {
    io,
    settings: { ...settings.explore, guardSet },
    pool,
    onProgress: (progress) => teller.progress(progress),
    onFailure: (report) => teller.failure(report),
  });
  teller.ended(explored.report, explored.ending);
}

/** Shows what was chosen, with its account as it begins, before anything has run. */
export function prepareJob(
  { scenario, guardSet }: Pick<ServeJob, 'scenario' | 'guardSet'>,
  settings: ServeSettings,
  session: LiveSession,
): void {
  const scene = preparedScene(scenario, guardSet, settings);
  const { guards, seed } = scene;
  const request = { scenario, guards, guardSet: guardSet.guardSet, seed };
  session.prepare(scene, {
    header: tapeHeaderOf(request, ''),
    system: servedSystem(scenario),
  });
}

/** What the dashboard says of the system, and no tape does. */
function servedSystem({ positions, signals, system }: Scenario): ServedSystem {
  const symbols = new Set([...positions, ...signals].map(({ symbol }) => symbol));
  return { symbolsCount: symbols.size, limiter: system.limiter };
}

function preparedScene(
  scenario: Scenario,
  guardSet: GuardSet,
  { explore }: ServeSettings,
): LiveScene {
  return {
    title: scenario.title,
    path: scenario.path,
    guardSet: guardSet.guardSet,
    guards: resolveGuards(guardSet, scenario.system),
    seed: explore.seed,
    replayLine: '',
    links: [],
    verdict: null,
    verdictWords: '',
    standing: 'none',
  };
}
