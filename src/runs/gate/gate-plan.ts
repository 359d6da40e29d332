import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  GATE_MANUAL,
  type GateConfig,
  type GuardSet,
  type LatencyOperation,
  type Problem,
  parseGuardSet,
  renderProblems,
  type Scenario,
} from '../../scenario/index.js';
import { expectedSets } from '../expected-sets.js';
import { InputProblem } from '../input-problem.js';
import type { Io } from '../io.js';
import { loadScenarios } from '../load-scenarios.js';
import { recordedBeside } from '../recorded-latency.js';
import { readText } from '../scenario-file.js';
import { shownPath } from '../shown-path.js';
import type { PolicyFile } from './load-policy.js';
import { missingPaths, missingScenarios } from './missing-paths.js';
import { parseTokenFile, type SavedToken } from './token-file.js';

/** Where tokens are kept unless the policy says otherwise. */
const TOKENS_FOLDER = 'racetape-tokens';

/** A scenario with what it is asked for. */
export interface GatedScenario {
  readonly scenario: Scenario;
  /** Guard sets that have to hold in every order. */
  readonly held: readonly GuardSet[];
  /** Guard sets that the scenario itself speaks of: a replay of each has to come out so. */
  readonly expected: readonly GuardSet[];
}

interface CriticalDemand {
  readonly scenario: Scenario;
  readonly guardSet: GuardSet;
  readonly operation: LatencyOperation;
  readonly aboveUs: number;
}

export interface GatePlan {
  /** By path. */
  readonly scenarios: readonly GatedScenario[];
  readonly critical: readonly CriticalDemand[];
  readonly canary: { readonly scenario: Scenario; readonly guardSet: GuardSet } | null;
  readonly tokens: readonly { readonly scenario: Scenario; readonly saved: SavedToken }[];
}

/** Everything that the gate will run, loaded and checked; null once all that is wrong with it has been said. */
export function planGate(
  paths: readonly string[],
  { config, ...file }: { readonly config: GateConfig } & PolicyFile,
  io: Io,
): GatePlan | null {
  const missing = missingPaths(config, file, paths.length > 0 ? 'named' : 'configured', io);
  if (missing.length > 0) {
    io.stderr.write(renderProblems({ problems: missing, unlisted: 0 }, GATE_MANUAL));
    return null;
  }
  const wanted = wantedPaths(paths, config, io);
  const { tokens, problems } = loadTokens(config.tokens, io);
  const all = [...wanted.keys(), ...tokens.map(({ scenario }) => scenario)];
  const others = [
    ...(config.canary === null ? [] : [config.canary.scenario]),
    ...config.critical.flatMap(({ scenario }) => (scenario === null ? [] : [scenario])),
  ];
  const loaded = loadScenarios([...new Set([...all, ...others])], io);
  if (problems.length > 0) io.stderr.write(renderProblems({ problems, unlisted: 0 }, 'README.md'));
  if (!loaded.ok || problems.length > 0) return null;
  const find = (given: string): Scenario => {
    const path = shownPath(resolve(io.cwd, given), io);
    return loaded.scenarios.find((scenario) => scenario.path === path)!;
  };
  const scenarios = [...wanted].map(([path, guards]): GatedScenario => {
    const scenario = find(path);
    const given = guards.length > 0 ? guards : config.guards;
    const held = given.length > 0 ? given : promisedSets(scenario);
    return { scenario, held: distinct(held), expected: expectedSets(scenario) };
  });
  scenarios.sort((a, b) => (a.scenario.path < b.scenario.path ? -1 : 1));
  return {
    scenarios,
    critical: strictest(config.critical.flatMap((each) => criticalDemands(each, scenarios, find))),
    canary:
      config.canary === null
        ? null
        : { scenario: find(config.canary.scenario), guardSet: config.canary.guards },
    tokens: tokens.map((saved) => ({ scenario: find(saved.scenario), saved })),
  };
}

/**
 * What a scenario promises of every order: the sets whose `explore` is a pass. A
 * replay that is expected to pass promises nothing of other orders.
 */
function promisedSets({ expect }: Pick<Scenario, 'expect'>): readonly GuardSet[] {
  return expect.flatMap(({ guardSet, explore }) => {
    const parsed = parseGuardSet(guardSet);
    return explore === 'pass' && parsed.ok ? [parsed.value] : [];
  });
}

function distinct(sets: readonly GuardSet[]): readonly GuardSet[] {
  return [...new Map(sets.map((set) => [set.guardSet, set])).values()];
}

function criticalDemands(
  { scenario, guards, operation, aboveUs }: GateConfig['critical'][number],
  gated: readonly GatedScenario[],
  find: (path: string) => Scenario,
): readonly CriticalDemand[] {
  const of =
    scenario === null
      ? gated
          .filter(({ held }) => held.some(({ guardSet }) => guardSet === guards.guardSet))
          .map((each) => each.scenario)
      : [find(scenario)];
  return of.map((each) => ({ scenario: each, guardSet: guards, operation, aboveUs }));
}

/** Of several demands of one operation the strictest: it implies the others. */
function strictest(demands: readonly CriticalDemand[]): readonly CriticalDemand[] {
  const kept = new Map<string, CriticalDemand>();
  for (const demand of demands) {
    const { scenario, guardSet, operation, aboveUs } = demand;
    const key = `${scenario.path} ${guardSet.guardSet} ${operation}`;
    if ((kept.get(key)?.aboveUs ?? -1) < aboveUs) kept.set(key, demand);
  }
  return [...kept.values()];
}

/** Scenario files by path as it is shown, with the guard sets of their own that the policy gives them. */
function wantedPaths(
  paths: readonly string[],
  { scenarios }: GateConfig,
  io: Io,
): ReadonlyMap<string, readonly GuardSet[]> {
  const configured = new Map<string, readonly GuardSet[]>();
  // A file that is named with sets of its own keeps them beside its folder, whichever comes first.
  for (const { path, guards } of scenarios)
    for (const file of filesIn(path, io))
      if (guards.length > 0 || !configured.has(file)) configured.set(file, guards);
  if (paths.length > 0) {
    const named = paths.flatMap((path) => filesIn(path, io));
    return new Map(named.map((file) => [file, configured.get(file) ?? []]));
  }
  if (scenarios.length > 0) return configured;
  const here = isFolder(join(io.cwd, 'scenarios')) ? filesIn('scenarios', io) : [];
  return new Map(here.map((file) => [file, []]));
}

/** A file as itself, a folder as the scenarios that lie in it; what is neither is left for the loader to refuse. */
function filesIn(given: string, io: Io): readonly string[] {
  const absolute = resolve(io.cwd, given);
  if (!isFolder(absolute)) return [shownPath(absolute, io)];
  const names = readdirSync(absolute).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => shownPath(join(absolute, name), io));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function loadTokens(
  given: string | null,
  io: Io,
): { readonly tokens: readonly SavedToken[]; readonly problems: readonly Problem[] } {
  const place = resolve(io.cwd, given ?? TOKENS_FOLDER);
  if (given === null && !isFolder(place)) return { tokens: [], problems: [] };
  const files = isFolder(place)
    ? readdirSync(place)
        .filter((name) => !name.startsWith('.'))
        .sort()
        .map((name) => join(place, name))
    : [place];
  const parsed = files.map((file) => {
    const path = shownPath(file, io);
    const readRecorded = recordedBeside(null, io);
    return parseTokenFile(tokenText(file, path), { path, readRecorded });
  });
  const tokens = parsed.flatMap((each) => each.tokens);
  return {
    tokens,
    problems: [...parsed.flatMap(({ problems }) => problems), ...missingScenarios(tokens, io)],
  };
}

function tokenText(file: string, path: string): string {
  const text = readText(file, path);
  if (text !== null) return text;
  throw new InputProblem(
    `${path}: no such file or folder`,
    'Name a file of saved tokens, or a folder of them: tokens: racetape-tokens',
  );
}
