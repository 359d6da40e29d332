import { FastJudge, type Rule, type RuleSet, ruleSetOf, TimeCheck } from '../assertions/index.js';
import type { Fault, GuardName, Reach, StepFact } from '../domain/index.js';
import type { ComposedProgram } from '../exploration/index.js';
import { standingGuards } from '../guards/index.js';
import {
  AccessTable,
  type Chooser,
  LockKnowledge,
  ordinalOf,
  ProgramFault,
  type SymmetricTask,
  taskNumberOf,
} from '../kernel/index.js';
import type { Scenario, ScenarioSignal } from '../scenario/index.js';
import { poolCanRunDry, Simulation } from '../simulation/index.js';
import type { TapeEvent, TapeHeader } from '../tape/index.js';
import type { BriefJudgement, Duplicate } from '../verdict/index.js';
import { stepWords } from '../words/index.js';
import { type Extras, extrasOf } from './extras.js';
import { misfitOf } from './misfit.js';
import { RunFacts } from './run-facts.js';
import type { RunOutcome } from './run-outcome.js';
import { tapeHeaderOf } from './tape-header.js';

export interface ProgramSetting extends Extras {
  readonly scenario: Scenario;
  readonly guardSet: string;
  readonly guards: readonly GuardName[];
  readonly seed: number;
  /** The scenario that this one is a component of, where it is. */
  readonly partOf?: Scenario;
  /** How many of the scenario's last faults an exploration has chosen. */
  readonly planned?: number;
}

/**
 * A scenario under a guard set as a program that an exploration can run again
 * and again: one database, opened at the first run. `close` it in the end.
 */
export class ScenarioProgram implements ComposedProgram<RunOutcome> {
  readonly accesses = new AccessTable();
  readonly setting: ProgramSetting;
  readonly header: TapeHeader;
  readonly locks: LockKnowledge;
  readonly symmetry: readonly (readonly SymmetricTask[])[];
  readonly #rules: RuleSet;
  #simulation: Simulation | null = null;
  /** What the latest run did; null where nobody asks. */
  #facts: RunFacts | null = null;
  #components: ScenarioProgram[] | null = null;
  readonly #planned: readonly Fault[];
  /** By their words: sites met by runs so far; null where nobody asks. */
  #sites: Map<string, Fault> | null = null;

  /** @param locks what is known already of the locks of this scenario, or of one that it is a part of */
  constructor(setting: ProgramSetting, locks = new LockKnowledge()) {
    this.setting = setting;
    this.locks = locks;
    this.header = tapeHeaderOf(setting, '');
    this.#rules = ruleSetOf(setting.extraRules);
    const { faults } = setting.scenario;
    this.#planned = faults.slice(faults.length - (setting.planned ?? 0));
    // A fault may name one of several alike tasks, or one of several symbols.
    this.symmetry =
      setting.scenario.faults.length > 0 || !this.isDeclared ? [] : this.#interchangeable();
  }

  async runOnce(chooser: Chooser): Promise<RunOutcome> {
    const rules = this.#rules;
    const judge = new FastJudge(this.header, rules);
    const { extraRules = [] } = this.setting;
    const check = extraRules.length === 0 ? null : new TimeCheck(this.header, extraRules);
    const facts = this.#facts === null ? null : new RunFacts();
    this.#facts = facts;
    const hear = (event: TapeEvent): void => {
      judge.step(event);
      check?.step(event);
      facts?.step(event);
    };
    const simulation = this.#simulation ?? (await this.simulation());
    const ended = await simulation.run(chooser, hear, rules.detail, rules.isJudged);
    if (!ended) return ABANDONED;
    refuseTimed(check?.finish() ?? null);
    const outcome = outcomeOf(judge.finishBriefly());
    if (this.#planned.every((fault) => simulation.struck.has(fault))) return outcome;
    return { ...outcome, name: `${outcome.name} without all faults`, faults: 'some missed' };
  }

  /** From the next run on, it is noted what each task does. */
  noteFacts(): void {
    this.#facts ??= new RunFacts();
  }

  /** What the tasks of the latest run did; see `RunFacts`. */
  factsOfRun(): string {
    return this.#facts?.text() ?? '';
  }

  /** From the next run on, the sites that runs meet are noted. Asked before the first. */
  watchSites(): void {
    this.#sites = new Map();
  }

  get watchesSites(): boolean {
    return this.#sites !== null;
  }

  /** Where faults could be chosen, as the runs so far have met them. */
  sites(): readonly Fault[] {
    return [...(this.#sites?.values() ?? [])];
  }

  nameOf(outcome: RunOutcome): string {
    return outcome.name;
  }

  /** Symbol by symbol: each component has one. */
  misfit(outcome: RunOutcome, found: readonly (readonly RunOutcome[])[]): string | null {
    const symbols = this.components().map(({ setting }) => setting.scenario.signals[0]!.symbol);
    return misfitOf(outcome, symbols, found);
  }

  /** Words for a completion: what happens, and to whom. Known after `learnLabels`. */
  labelOf(key: number): string {
    return stepWords(this.factOf(key));
  }

  /** What a completion is: to the full after `learnLabels`, until then whose operation it is. */
  factOf(key: number): StepFact {
    const fact = this.#simulation?.facts?.get(key);
    if (fact !== undefined) return fact;
    const task = this.#simulation?.names.nameOf(taskNumberOf(key)) ?? 'a task';
    return { kind: 'operation', task, nth: ordinalOf(key) };
  }

  /** From the next run on, it is noted what completions are. */
  async learnLabels(): Promise<void> {
    const simulation = await this.simulation();
    simulation.facts ??= new Map();
    simulation.operations ??= new Map();
  }

  /** From the next run on, the operations of completions are known, by key. */
  async learnOperations(): Promise<ReadonlyMap<number, string>> {
    const simulation = await this.simulation();
    simulation.operations ??= new Map();
    return simulation.operations;
  }

  /**
   * One program for each symbol with signals, where symbols meet in nothing but
   * what a footprint shows: all of a runner's work is one set of symbol tasks
   * that start together. What comes after a cycle's tasks (its closing, the
   * second path, a next cycle, a late signal that finds it open or closed)
   * depends on the tasks of every symbol. Not where a guard decides on any symbol
   * or a rule relates several: no part of the program shows what they would do.
   */
  components(): readonly ScenarioProgram[] {
    if (this.#components !== null) return this.#components;
    const { scenario } = this.setting;
    const symbols = [...new Set(scenario.signals.map(({ symbol }) => symbol))];
    this.#components =
      symbols.length < 2 ||
      scenario.faults.length > 0 ||
      this.#reach() !== 'own symbol' ||
      !isOneSetOfTasks(scenario)
        ? []
        : symbols.map(
            (symbol) =>
              new ScenarioProgram(
                {
                  ...this.setting,
                  partOf: scenario,
                  scenario: {
                    ...scenario,
                    signals: scenario.signals.filter((signal) => signal.symbol === symbol),
                  },
                },
                this.locks,
              ),
          );
    return this.#components;
  }

  /** `own symbol` where every guard and every rule has said so of itself. */
  #reach(): Reach {
    const said = [
      ...standingGuards(this.setting).map(({ decidesOn }) => decidesOn),
      ...this.#rules.rules.map(({ relates }) => relates),
    ];
    return said.every((reach) => reach === 'own symbol') ? 'own symbol' : 'any symbol';
  }

  /**
   * Whether every guard and every rule has said what it rests on. Of one that has not nothing is
   * taken on trust: not that alike signals can be exchanged, nor that a run need not be made twice.
   */
  get isDeclared(): boolean {
    return (
      standingGuards(this.setting).every(({ decidesOn }) => decidesOn !== undefined) &&
      this.#rules.rules.every(({ relates }) => relates !== undefined)
    );
  }

  async simulation(): Promise<Simulation> {
    const { scenario, guards, seed, partOf } = this.setting;
    this.#simulation ??= await Simulation.open({
      scenario,
      guards,
      seed,
      ...extrasOf(this.setting),
      sights: this.#rules.sights,
      runs: 'many',
      chance: 'searched',
      accesses: this.accesses,
      locks: this.locks,
      ...(partOf === undefined ? {} : { partOf }),
    });
    const sites = this.#sites;
    if (sites !== null) {
      this.#simulation.onSite = (site) => {
        const key = siteKey(site);
        if (!sites.has(key)) sites.set(key, site);
        return 'passes';
      };
    }
    return this.#simulation;
  }

  close(): void {
    this.#simulation?.close();
    this.#simulation = null;
    for (const component of this.#components ?? []) component.close();
  }

  /**
   * Signals that are alike but for their ids, in one cycle of one runner: their tasks can be
   * exchanged. Not so where they queue for connections: they start in the order of the file.
   */
  #interchangeable(): readonly (readonly SymmetricTask[])[] {
    if (poolCanRunDry(this.setting.partOf ?? this.setting.scenario)) return [];
    const { system, signals } = this.setting.scenario;
    const groups = new Map<string, ScenarioSignal[]>();
    for (const signal of signals) {
      const { id: _, ...rest } = signal;
      const runner = system.runners.find(({ id }) => id === signal.runner)!;
      // Only tasks that start together, at the same step, in one known cycle.
      if (signal.atUs > runner.startUs || signal.path !== 'main' || signal.scaleIn) continue;
      const alike = JSON.stringify({ ...rest, atUs: 0 });
      const group = groups.get(alike);
      if (group === undefined) groups.set(alike, [signal]);
      else group.push(signal);
    }
    return [...groups.values()]
      .filter((group) => group.length > 1)
      .map((group) => group.map((signal) => this.#symmetricTask(signal)));
  }

  #symmetricTask({ runner, id }: ScenarioSignal): SymmetricTask {
    const name = `${runner}.c1/${id}`;
    let number = -1;
    return {
      name,
      ordinal: (key) => {
        if (number < 0) number = this.#simulation?.names.numberOf(name) ?? -1;
        return taskNumberOf(key) === number ? ordinalOf(key) : null;
      },
    };
  }
}

function isOneSetOfTasks({ system, signals }: Scenario): boolean {
  const startUs = new Map(system.runners.map(({ id, startUs }) => [id, startUs]));
  return (
    !system.closing &&
    system.runners.every(({ cycles }) => cycles === 1) &&
    signals.every(({ path, atUs, runner }) => path === 'main' && atUs <= startUs.get(runner)!)
  );
}

/** Cheaper than its words: asked at every call that a searched fault fits. */
function siteKey({ kind, place, us, to }: Fault): string {
  const { task, signal, statement, symbol, nth } = place;
  return `${kind}|${task}|${signal}|${statement}|${symbol}|${nth}|${us}|${to}`;
}

function refuseTimed(rule: Rule | null): void {
  if (rule === null) return;
  throw new ProgramFault(
    `the rule "${rule.name}" decides on a distance in time: it judges the same events otherwise where only ` +
      'their times differ. No class of orders has one answer to that, so it cannot be explored: replay it, ' +
      'or make it a warning',
  );
}

const ABANDONED: RunOutcome = {
  name: 'given up',
  verdict: 'inconclusive',
  fills: {},
  duplicates: [],
  errors: [],
  errorsOf: [],
  faults: 'all struck',
};

function outcomeOf({ verdict, fills, duplicates, errors, errorsOf }: BriefJudgement): RunOutcome {
  const counts: Record<string, number> = {};
  for (const { symbol, side } of fills) {
    if (side === 'BUY') counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
  const bought: Record<string, number> = {};
  let words = '';
  for (const symbol of Object.keys(counts).sort()) {
    bought[symbol] = counts[symbol]!;
    words += `${words === '' ? '' : ' '}${symbol}:${counts[symbol]}`;
  }
  return {
    name: `${verdict} ${words}${errors.length === 0 ? '' : failureWords(errors, duplicates)}`,
    verdict,
    fills: bought,
    duplicates,
    errors,
    errorsOf,
    faults: 'all struck',
  };
}

function failureWords(errors: readonly string[], duplicates: readonly Duplicate[]): string {
  // Determinism: by symbol, once each; fills of two symbols commute, so who was first says nothing.
  const kinds = duplicates
    .map(({ symbol, kind }) => `${symbol} ${kind}`)
    .sort()
    .join(', ');
  return ` (${errors.join(', ')}; ${kinds})`;
}
