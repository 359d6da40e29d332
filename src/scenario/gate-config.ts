import { deepFreeze } from './deep-freeze.js';
import { type Partly, type Read, readFields } from './field-kinds.js';
import { gateDefinition } from './gate-definition.js';
import type { GuardSet } from './guard-set.js';
import { type Problems, problemsOf } from './problem.js';
import type { LatencyOperation } from './scenario.js';
import { treeOfValue } from './value-tree.js';
import { type PlacedRefusal, readYamlPage, type YamlPage } from './yaml-page.js';

/** Where the fields of a gate's configuration are explained. */
export const GATE_MANUAL = 'examples/racetape.config.yaml';

/** A gate's configuration, checked and frozen. Paths are as written. */
export interface GateConfig {
  /** Files and folders; empty: the file does not say. `guards` empty: as `guards` of the whole. */
  readonly scenarios: readonly { readonly path: string; readonly guards: readonly GuardSet[] }[];
  /** Sets that have to hold where a scenario is given none of its own; empty: as it says itself. */
  readonly guards: readonly GuardSet[];
  readonly coverage: Read<typeof gateDefinition>['gate']['coverage'];
  readonly duplicatesMax: number;
  readonly errorsMax: number;
  /** null: any number. */
  readonly warningsMax: number | null;
  readonly critical: readonly {
    /** null: every scenario that holds the set. */
    readonly scenario: string | null;
    readonly guards: GuardSet;
    readonly operation: LatencyOperation;
    readonly aboveUs: number;
  }[];
  /** null: none. */
  readonly canary: { readonly scenario: string; readonly guards: GuardSet } | null;
  /** A file or a folder of saved tokens; null: the folder `racetape-tokens`, where there is one. */
  readonly tokens: string | null;
  /** Most runs begun for each component of a search; null: not said. */
  readonly runsMax: number | null;
  /** null: no time budget. */
  readonly budgetUs: number | null;
  /** null: as many as there are cores, at most two. */
  readonly workers: number | null;
  readonly seed: number;
}

export type GateConfigResult =
  | {
      readonly ok: true;
      readonly config: GateConfig;
      /** Where in the file the value at this path stands; line 0 where the file has been evaluated. */
      readonly placeOf: YamlPage['placeOf'];
    }
  | ({ readonly ok: false } & Problems);

/** Reads YAML or JSON: every problem with its place. */
export function parseGateConfig(text: string, { path }: { path: string }): GateConfigResult {
  // YAML indents by spaces only; raw tabs stand nowhere else in JSON, and a space takes as much room.
  const yaml = path.endsWith('.json') ? text.replaceAll('\t', ' ') : text;
  return configOf(readYamlPage(yaml), path);
}

/** Reads what a TypeScript or JavaScript file exports: problems are named by their field. */
export function readGateConfig(value: unknown, { path }: { path: string }): GateConfigResult {
  const nowhere = { line: 0, column: 0 };
  const tree = treeOfValue(value);
  const page = { tree, refusals: [], placeOf: () => nowhere, placeOfKey: () => nowhere };
  return configOf(page, path);
}

function configOf(page: YamlPage, path: string): GateConfigResult {
  let refusals: PlacedRefusal[] = [...page.refusals];
  let unlisted = 0;
  let read: Partly<Read<typeof gateDefinition>> | undefined;
  if (page.tree !== null) {
    const answer = readFields(gateDefinition, page, GATE_MANUAL);
    read = answer.read;
    refusals = refusals.concat(answer.refusals);
    unlisted = answer.unlisted;
  }
  if (refusals.length > 0) return { ok: false, ...problemsOf(path, refusals, unlisted) };
  const { gate } = read as Read<typeof gateDefinition>;
  const { critical, canary } = gate;
  return {
    ok: true,
    placeOf: page.placeOf,
    config: deepFreeze({
      scenarios: gate.scenarios.map((entry) =>
        typeof entry === 'string'
          ? { path: entry, guards: [] }
          : { path: entry.path, guards: entry.guards },
      ),
      guards: gate.guards,
      coverage: gate.coverage,
      duplicatesMax: gate.duplicates,
      errorsMax: gate.findings.errors,
      warningsMax: gate.findings.warnings,
      critical: critical.map(({ scenario = null, guards, operation, above }) => {
        return { scenario, guards, operation, aboveUs: above };
      }),
      canary: canary === 'none' ? null : canary,
      tokens: gate.tokens ?? null,
      runsMax: gate.runs ?? null,
      budgetUs: gate.budget ?? null,
      workers: gate.workers ?? null,
      seed: gate.seed,
    }),
  };
}
