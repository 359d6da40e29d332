import { join } from 'node:path';
import { openExplorePool } from '../experiments/index.js';
import { invariant } from '../kernel/index.js';
import type { ExplorationEntry } from '../pages/index.js';
import type { Io, ReplaySettings } from '../runs/index.js';
import {
  checkReplaceable,
  EXPLORE_FILES,
  exploreToFolder,
  folderName,
  openOutput,
} from '../runs/index.js';
import { parseGuardSet, type Scenario } from '../scenario/index.js';
import { readExploreSettings } from './explore-settings.js';

export interface StartedExplorations {
  readonly entries: readonly ExplorationEntry[];
  readonly ending: 'complete' | 'interrupted';
}

/** Explores what the scenarios say `explore` of, in their order, beside the replays. */
export async function runStartExplorations(
  scenarios: readonly Scenario[],
  replay: ReplaySettings,
  io: Io,
): Promise<StartedExplorations> {
  const defaults = readExploreSettings(NOTHING_GIVEN, io, 1);
  const { seed, latency, out, answer, reporters, volume } = replay;
  const common = { seed, latency, out, answer, reporters, volume };
  const base = { ...defaults, ...common };
  const folder = await openOutput(out, io);
  const pool = openExplorePool(1);
  const entries: ExplorationEntry[] = [];
  try {
    for (const scenario of scenarios) {
      for (const { guardSet: name, explore } of scenario.expect) {
        if (explore === null) continue;
        await io.breathe();
        if (io.interrupted()) return { entries, ending: 'interrupted' };
        const guardSet = setOf(name);
        const place = `${scenario.id}/${folderName(guardSet)}`;
        checkReplaceable(join(folder, place));
        const { report, ending } = await exploreToFolder(
          { scenario, guardSet },
          join(folder, place),
          { io, settings: { ...base, guardSet }, pool },
        );
        entries.push({ report, pagePath: `${place}/${EXPLORE_FILES.page}` });
        if (ending === 'interrupted') return { entries, ending };
      }
    }
    return { entries, ending: 'complete' };
  } finally {
    await pool.close();
  }
}

const NOTHING_GIVEN = { positionals: [], values: new Map(), switches: new Set<string>() };

function setOf(name: string): ReturnType<typeof readExploreSettings>['guardSet'] {
  const parsed = parseGuardSet(name);
  invariant(parsed.ok, () => `the guard set '${name}' of a checked scenario is none`);
  return (parsed as Extract<typeof parsed, { ok: true }>).value;
}
