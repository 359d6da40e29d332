import {
  didYouMean,
  formatProfile,
  LATENCY_OPERATIONS,
  type LatencyOperation,
  type LatencyProfile,
  type LatencySettings,
  type Parsed,
  quoteText,
  type Scenario,
} from '../../scenario/index.js';
import { leastNumber, numbersOf, withNumber } from './profile-number.js';

/** One number of a scenario, in microseconds, that a sweep can set. */
export interface SweepParameter {
  readonly name: string;
  /** The smallest value that it can have in this scenario. */
  readonly leastUs: number;
  /** The scenario with this value. */
  at(scenario: Scenario, us: number): Parsed<Scenario>;
  /** Options of the command line that set the value, to paste; null: there are none. */
  options(scenario: Scenario, us: number): readonly string[] | null;
}

interface ParameterKind {
  /** As help and refusals name it. */
  readonly form: string;
  /** The parameter that `name` is in this scenario; null: it is none of this kind. */
  readonly find: (name: string, scenario: Scenario) => SweepParameter | null;
}

/** What can be varied; a new kind is a line here. */
export const PARAMETERS: readonly ParameterKind[] = [
  { form: 'an operation’s latency (db.write, broker.request, …)', find: wholeLatency },
  { form: 'a number of its profile (db.write.p99, broker.mean, …)', find: profileNumber },
  { form: 'runners.<id>.start', find: runnerStart },
  { form: 'system.interval', find: systemTime('interval', 'cycleIntervalUs') },
  { form: 'system.failed-pause', find: systemTime('failed-pause', 'failedCyclePauseUs') },
  {
    form: 'system.recent-trade-window',
    find: systemTime('recent-trade-window', 'recentTradeWindowUs'),
  },
];

/** The parameter of a name, or why there is none in this scenario. */
export function findParameter(name: string, scenario: Scenario): Parsed<SweepParameter> {
  for (const { find } of PARAMETERS) {
    const parameter = find(name, scenario);
    if (parameter !== null) return { ok: true, value: parameter };
  }
  const expected = `what can be varied: ${PARAMETERS.map(({ form }) => form).join('; ')}`;
  return {
    ok: false,
    refusal: { expected, found: quoteText(name), hint: hintFor(name, scenario) },
  };
}

function hintFor(name: string, { latency, system }: Scenario): string {
  const operation = operationIn(name);
  const profile = operation === undefined ? undefined : latency[operation];
  if (operation !== undefined && profile === undefined) {
    return `${operation} has no profile in this scenario; give it one with --latency, or vary ${operation}`;
  }
  if (profile !== undefined) {
    const numbers = numbersOf(profile).map((number) => `${operation}.${number}`);
    return numbers.length === 0
      ? `${formatProfile(profile)} has no number to vary; vary ${operation}`
      : didYouMean(name, numbers);
  }
  const runners = system.runners.map(({ id }) => `runners.${id}.start`);
  return didYouMean(name, [...LATENCY_OPERATIONS, ...runners, 'system.interval']);
}

/** The operation that `name` begins with; `db.write.request` goes before `db.write`. */
function operationIn(name: string): LatencyOperation | undefined {
  const named = LATENCY_OPERATIONS.filter((each) => name.startsWith(`${each}.`));
  return named.sort((a, b) => b.length - a.length)[0];
}

function isOperation(name: string): name is LatencyOperation {
  return (LATENCY_OPERATIONS as readonly string[]).includes(name);
}

/** The value replaces the operation's profile by a constant one. */
function wholeLatency(name: string): SweepParameter | null {
  if (!isOperation(name)) return null;
  return {
    name,
    leastUs: 0,
    at: (scenario, us) => accept(withLatency(scenario, name, { kind: 'constant', us })),
    options: (_, us) => ['--latency', `${name}=${formatProfile({ kind: 'constant', us })}`],
  };
}

function profileNumber(name: string, scenario: Scenario): SweepParameter | null {
  const operation = operationIn(name);
  const profile = operation === undefined ? undefined : scenario.latency[operation];
  const number = operation === undefined ? '' : name.slice(operation.length + 1);
  if (operation === undefined || profile === undefined) return null;
  if (!numbersOf(profile).includes(number)) return null;
  const valueAt = (us: number): Parsed<LatencyProfile> => withNumber(profile, number, us);
  return {
    name,
    leastUs: leastNumber(profile, number),
    at: (given, us) => {
      const changed = valueAt(us);
      return changed.ok ? accept(withLatency(given, operation, changed.value)) : changed;
    },
    options: (_, us) => {
      const changed = valueAt(us);
      return changed.ok ? ['--latency', `${operation}=${formatProfile(changed.value)}`] : null;
    },
  };
}

/** A round trip that is set replaces the profiles of its single legs too, as `--latency` does. */
function withLatency(
  scenario: Scenario,
  operation: LatencyOperation,
  profile: LatencyProfile,
): Scenario {
  const kept = Object.entries(scenario.latency).filter(
    ([name]) =>
      name !== operation && !/^(request|response)$/.test(name.slice(operation.length + 1)),
  );
  const others = kept.length === 0 ? {} : Object.fromEntries(kept);
  return { ...scenario, latency: { ...others, [operation]: profile } as LatencySettings };
}

function runnerStart(name: string, { system }: Scenario): SweepParameter | null {
  const runner = system.runners.find(({ id }) => name === `runners.${id}.start`);
  if (runner === undefined) return null;
  return {
    name,
    leastUs: 0,
    at: (scenario, startUs) => {
      const runners = scenario.system.runners.map((each) =>
        each.id === runner.id ? { ...each, startUs } : each,
      );
      return accept({ ...scenario, system: { ...scenario.system, runners } });
    },
    options: () => null,
  };
}

type SystemTime = 'cycleIntervalUs' | 'failedCyclePauseUs' | 'recentTradeWindowUs';

function systemTime(word: string, field: SystemTime): ParameterKind['find'] {
  return (name) =>
    name !== `system.${word}`
      ? null
      : {
          name,
          leastUs: 0,
          at: (scenario, us) =>
            accept({ ...scenario, system: { ...scenario.system, [field]: us } }),
          options: () => null,
        };
}

function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}
