import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundResult, FoundResults } from '../words/index.js';
import { EXPLORE_FILES, RUN_FILES } from './output-folder.js';

/** How far an index looks: `<a day>/<scenario>/<guard set>/replay.json`, and one more. */
const DEPTH_MAX = 4;
const FILES_MAX = 2_000;
const FOLDERS_MAX = 20_000;
/** The judgement of a day of 100,000 orders is larger, and an index only needs its verdict. */
const BYTES_MAX = 4_000_000;

const KINDS = new Map<string, FoundResult['kind']>([
  [RUN_FILES.judgement, 'replay'],
  [EXPLORE_FILES.result, 'explore'],
]);

/**
 * Results that lie below an output folder, by what their JSON says. What is no result
 * is passed over and counted: the folder is the reader's, and anything may lie in it.
 *
 * Determinism: folders are walked in the order of their names, by code unit.
 */
export function findResults(out: string): FoundResults {
  const results: FoundResult[] = [];
  let skippedCount = 0;
  let foldersCount = 0;
  let isCut = false;
  const visit = (place: string, depth: number): void => {
    if (++foldersCount > FOLDERS_MAX || results.length >= FILES_MAX) {
      isCut = true;
      return;
    }
    const entries = entriesOf(join(out, place));
    for (const { name, isFolder } of entries) {
      const kind = KINDS.get(name);
      if (kind !== undefined && !isFolder) {
        const found = readResult(join(out, place, name), kind, place);
        if (found === null) skippedCount++;
        else results.push(found);
      } else if (isFolder && isLookedInto(name)) {
        if (depth < DEPTH_MAX) visit(place === '' ? name : `${place}/${name}`, depth + 1);
        else isCut = true;
      }
    }
  };
  visit('', 0);
  return { results, skippedCount, isCut };
}

function isLookedInto(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

function entriesOf(
  folder: string,
): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch {
    // A folder that may not be read holds nothing for an index.
    return [];
  }
}

function readResult(path: string, kind: FoundResult['kind'], place: string): FoundResult | null {
  let value: unknown;
  try {
    if (statSync(path).size > BYTES_MAX) return null;
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Somebody else's file, or half of one: counted by the caller.
    return null;
  }
  const judged = kind === 'replay' ? firstRun(value) : value;
  if (!isResult(judged)) return null;
  const { scenario, guards, verdict, expected, expectation } = judged;
  const duplicates = kind === 'replay' ? countOf(judged.duplicates) : null;
  return {
    place,
    kind,
    scenario,
    guards: guards.join(','),
    verdict,
    standing: expectation === null ? 'none' : expected === false ? 'missed' : 'met',
    duplicates,
  };
}

interface ResultWords {
  readonly scenario: string;
  readonly guards: readonly string[];
  readonly verdict: FoundResult['verdict'];
  readonly expected?: unknown;
  /** Null: the scenario says nothing of these guards. Left out by results of earlier versions. */
  readonly expectation?: unknown;
  readonly duplicates?: unknown;
}

function firstRun(value: unknown): unknown {
  const runs = typeof value === 'object' && value !== null && 'runs' in value ? value.runs : null;
  return Array.isArray(runs) ? runs[0] : null;
}

function isResult(value: unknown): value is ResultWords {
  if (typeof value !== 'object' || value === null) return false;
  const { scenario, guards, verdict } = value as Partial<Record<keyof ResultWords, unknown>>;
  return (
    typeof scenario === 'string' &&
    Array.isArray(guards) &&
    guards.every((name) => typeof name === 'string') &&
    (verdict === 'pass' || verdict === 'fail' || verdict === 'inconclusive')
  );
}

function countOf(duplicates: unknown): number {
  if (!Array.isArray(duplicates)) return 0;
  return duplicates.reduce<number>(
    (sum, { count }: { count?: unknown }) => sum + (typeof count === 'number' ? count : 0),
    0,
  );
}
