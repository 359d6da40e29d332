import { join } from 'node:path';
import type { LiveSweep } from '../live/index.js';
import type { Io, SweepSettings } from '../runs/index.js';
import { asGiven, runSweep, SWEEP_FILES, saveSweep } from '../runs/index.js';
import type { Scenario } from '../scenario/index.js';
import type { LiveSession } from '../server/index.js';
import { criticalSentence } from '../words/index.js';
import { servedHref } from './served-href.js';
import { readVariations } from './sweep-settings.js';

/** Sweeps beside a session and tells it how that is getting on; what came of it is saved before it is told. */
export async function sweepLive(
  declared: Scenario,
  host: { readonly io: Io; readonly out: string; readonly settings: SweepSettings },
  session: LiveSession,
): Promise<void> {
  const { io, out, settings } = host;
  let now: LiveSweep = {
    phase: 'sweeping',
    vary: settings.vary,
    doing: '',
    done: 0,
    of: 0,
    critical: [],
    links: [],
  };
  const say = (changed: Partial<LiveSweep>): void => {
    now = { ...now, ...changed };
    session.sweep(now);
  };
  say({});
  const scenario = asGiven(declared, settings);
  const vary = readVariations(settings.vary, scenario);
  const { result, ending } = await runSweep({ scenario, vary }, settings, io, say);
  if (result.points.length > 0) await saveSweep(result, join(out, declared.id), io);
  const file = (label: string, name: string) => {
    return { label, href: servedHref(`${declared.id}/${name}`) };
  };
  say({
    phase: ending === 'complete' ? 'ended' : 'interrupted',
    critical: result.critical.map((critical) => criticalSentence(critical, result)),
    links:
      result.points.length === 0
        ? []
        : [
            file('report', SWEEP_FILES.page),
            file('json', SWEEP_FILES.json),
            file('csv', SWEEP_FILES.csv),
          ],
  });
}
