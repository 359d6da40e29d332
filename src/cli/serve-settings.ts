import type { ExploreSettings, Io, SweepSettings } from '../runs/index.js';
import { InputProblem, refused, suggestionFor } from '../runs/index.js';
import { type MarketSetting, SPEED_MAX, SPEED_MIN } from '../server/index.js';
import { type GivenArguments, singleValue } from './command.js';
import { readExploreSettings } from './explore-settings.js';
import { readSweepSettings } from './sweep-settings.js';

/** What the options of `serve` say, checked. */
export interface ServeSettings {
  /** How to replay and how to explore; the same seed, latencies and folder for both. */
  readonly explore: ExploreSettings;
  readonly isExploring: boolean;
  /** What to sweep after the replay; null: nothing. */
  readonly sweep: SweepSettings | null;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly speed: number;
  readonly market: MarketSetting;
}

/** Nobody else's machine: the dashboard's own port, reached from here only. */
const HOST = '127.0.0.1';
const PORT = '5555';
/** As `racetape sweep`: points are many, and the page is served by this thread. */
const SWEEP_WORKERS = 2;
const MARKETS: readonly MarketSetting[] = ['auto', 'open', 'closed', 'error'];
/** How an exploration looks: without one they would be ignored without a word. */
const OF_EXPLORING: readonly string[] = [
  'mode',
  'bound',
  'schedules',
  'strategy',
  'runs',
  'budget',
  'untimed',
  'faults',
];

/** Throws an `InputProblem` at the first option that is wrong. */
export function readServeSettings(
  given: GivenArguments,
  io: Pick<Io, 'cores' | 'cwd'>,
): ServeSettings {
  const isExploring = given.switches.has('explore');
  const isSweeping = given.values.has('vary');
  const has = (name: string): boolean => given.values.has(name) || given.switches.has(name);
  const idle = OF_EXPLORING.find(has);
  if (idle !== undefined && !isExploring && !(isSweeping && (idle === 'budget' || idle === 'runs')))
    throw new InputProblem(`--${idle} is for an exploration, and there is none`, 'Add --explore.');
  if (has('trials') && !isSweeping)
    throw new InputProblem(
      '--trials is for a sweep, and there is none',
      'Add what to vary: --vary db.write=0ms..40ms:20ms',
    );
  return {
    explore: readExploreSettings(given, io, 1),
    isExploring,
    sweep: isSweeping ? readSweepSettings(given, io, SWEEP_WORKERS) : null,
    host: readHost(singleValue(given, 'host') ?? HOST),
    port: readPort(singleValue(given, 'port') ?? PORT),
    speed: readSpeed(singleValue(given, 'speed') ?? '1'),
    market: readMarket(singleValue(given, 'market') ?? 'auto'),
  };
}

function readHost(text: string): string {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (/^[0-9A-Za-z.:-]{1,253}$/.test(host)) return host;
  throw refused('--host', {
    expected: 'a name or an address of this machine',
    found: JSON.stringify(text),
    hint: 'For instance --host 127.0.0.1, or 0.0.0.0 for every network that this machine is in',
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw refused('--port', {
    expected: 'a whole number from 0 (any free one) to 65535',
    found: JSON.stringify(text),
    hint: 'For instance --port 5555',
  });
}

function readSpeed(text: string): number {
  const speed = Number(text);
  if (/^\d{1,7}(\.\d{1,6})?$/.test(text) && speed >= SPEED_MIN && speed <= SPEED_MAX) return speed;
  throw refused('--speed', {
    expected: `a number from ${SPEED_MIN} to ${SPEED_MAX}`,
    found: JSON.stringify(text),
    hint: 'Virtual seconds in a second: --speed 0.1 is ten times as slow',
  });
}

function readMarket(text: string): MarketSetting {
  const market = MARKETS.find((known) => known === text.trim());
  if (market !== undefined) return market;
  throw refused('--market', {
    expected: `one of ${MARKETS.join(', ')}`,
    found: JSON.stringify(text),
    hint: suggestionFor(text.trim(), MARKETS),
  });
}
