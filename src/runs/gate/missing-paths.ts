import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GateConfig, type Problem, quoteText } from '../../scenario/index.js';
import type { Io } from '../io.js';
import { shippedScenarios } from '../shipped-scenarios.js';
import { shownPath } from '../shown-path.js';
import type { PolicyFile } from './load-policy.js';
import type { SavedToken } from './token-file.js';

const SCENARIO = 'a scenario file';
const SCENARIOS = 'a scenario file, or a folder of them';
const TOKENS = 'a file of saved tokens, or a folder of them';
const HINT = 'paths are relative to the working folder';

/** Every path of a configuration at which there is nothing, with its place there. Scenarios that the command line `named` count instead of its own. */
export function missingPaths(
  { scenarios, canary, critical, tokens }: GateConfig,
  { path: file, placeOf }: PolicyFile,
  scenariosAre: 'named' | 'configured',
  io: Io,
): readonly Problem[] {
  if (file === null) return [];
  const missing = (
    path: string | null | undefined,
    at: readonly (string | number)[],
    expected: string,
  ): Problem[] => {
    if (path === null || path === undefined || isThere(path, io)) return [];
    const field = at.reduce<string>(
      (name, step) => (typeof step === 'number' ? `${name}[${step}]` : `${name}.${step}`),
      'gate',
    );
    const place = placeOf(['gate', ...at]);
    return [{ path: file, ...place, field, expected, found: foundNothing(path), hint: HINT }];
  };
  return [
    ...(scenariosAre === 'named' ? [] : scenarios).flatMap(({ path, guards }, index) =>
      missing(path, ['scenarios', index, ...(guards.length > 0 ? ['path'] : [])], SCENARIOS),
    ),
    ...critical.flatMap(({ scenario }, index) =>
      missing(scenario, ['critical', index, 'scenario'], SCENARIO),
    ),
    ...missing(canary?.scenario, ['canary', 'scenario'], SCENARIO),
    ...missing(tokens, ['tokens'], TOKENS),
  ];
}

/** Saved tokens whose scenario is gone, with their lines. */
export function missingScenarios(tokens: readonly SavedToken[], io: Io): readonly Problem[] {
  return tokens.flatMap(({ path, line, scenario }) =>
    isThere(scenario, io)
      ? []
      : [
          {
            path,
            line,
            column: 1,
            field: '',
            expected: SCENARIO,
            found: foundNothing(scenario),
            hint: `${HINT}; remove the line where the scenario is gone for good`,
          },
        ],
  );
}

function foundNothing(path: string): string {
  return `nothing at ${quoteText(path)}`;
}

function isThere(path: string, io: Io): boolean {
  const absolute = resolve(io.cwd, path);
  if (shippedScenarios(io).includes(shownPath(absolute, io))) return true;
  try {
    return statSync(absolute, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // There, or behind something that may not be looked into: whoever opens it says why it cannot.
    return true;
  }
}
