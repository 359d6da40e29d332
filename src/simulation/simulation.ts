import { LatencyModel, RowHistory, StoreRun, TradingTables } from '../database/index.js';
import type { CallOperation, Fault, GuardName, PathName, StepFact } from '../domain/index.js';
import { type Guard, standingGuards, storePartsOf } from '../guards/index.js';
import {
  AccessTable,
  type Chooser,
  invariant,
  Kernel,
  type LegDraw,
  LockKnowledge,
  NameTable,
  Streams,
  Task,
} from '../kernel/index.js';
import type { Scenario } from '../scenario/index.js';
import type { Sight, TapeEntry, TapeEvent } from '../tape/index.js';
import { planArrivals } from './arrivals.js';
import { type ClockReading, clockReadings, clockSites } from './clock-faults.js';
import { type ChainWorld, runChain } from './cycle-chain.js';
import { DatabaseUse } from './database-use.js';
import { type Delivery, signalSites } from './deliveries.js';
import { endEntryOf, livelock } from './end-entry.js';
import { FaultDesk, type SiteListener } from './fault-desk.js';
import { numberTasks } from './number-tasks.js';
import { BrokerBooks } from './paper-broker.js';
import { Portfolios } from './portfolios.js';
import { ProcessLives } from './process-lives.js';
import type { RunnerScope } from './runner-scope.js';
import { scopeNames } from './scope-names.js';
import { SightFootprints } from './sight-footprints.js';
import { SignalInbox } from './signal-inbox.js';
import type { RunContext } from './task-ports.js';
import { symbolsOf, type WorldFacts, worldFactsOf, worthOf } from './world-facts.js';

interface SimulationOptions {
  readonly scenario: Scenario;
  readonly guards: readonly GuardName[];
  /** Guards from outside, after the shipped ones of their place. */
  readonly extraGuards?: readonly Guard[];
  /** What the rules look at that judge the runs; left out: nothing is explored, so nothing need be ordered for them. */
  readonly sights?: readonly Sight[];
  readonly seed: number;
  /** Draws from these instead of from those of the seed. */
  readonly streams?: Streams;
  /** `many`: thousands of short runs (draws are remembered); `one`: a single, perhaps very long one. */
  readonly runs: 'one' | 'many';
  /**
   * The scenario that this one is a part of, where it is: semaphores and cash
   * are shared with the signals that are left out.
   */
  readonly partOf?: Scenario;
  /** Where accesses are interned; one of its own unless given. */
  readonly accesses?: AccessTable;
  /** Which locks are known to matter; shared by programs that are parts of one another. */
  readonly locks?: LockKnowledge;
  /** `drawn` (unless given): faults with a probability are drawn; `searched`: an exploration chooses them. */
  readonly chance?: 'drawn' | 'searched';
}

/** How much goes on the tape: `judged` leaves out the locks, and the legs of all calls but the cycles' own: no judgement needs them. */
type Detail = 'full' | 'judged';

/**
 * A scenario under a guard set, ready to be run again and again from the same
 * start: one real database, the streams of one seed. Same answers of the
 * chooser, same events.
 */
export class Simulation {
  readonly names: NameTable;
  readonly locks: LockKnowledge;
  readonly #options: SimulationOptions;
  /** Far more steps than a short story takes: a run that reaches it goes round in circles. */
  readonly stepsMax: number;
  readonly accesses: AccessTable;
  readonly streams: Streams;
  readonly #scenario: Scenario;
  readonly #brokerGuards: readonly Guard[];
  readonly #tables: TradingTables;
  readonly #latency: LatencyModel;
  readonly #whole: Scenario;
  readonly #chance: 'drawn' | 'searched';
  readonly #world: WorldFacts;
  readonly #chains: ChainWorld;
  readonly #sights: SightFootprints;
  /** The guard for which the broker's side refuses old numbers; null: it refuses none. */
  readonly #fencedBy: string | null;
  readonly #clocks: ReadonlyMap<string, ClockReading>;
  /** What completions are, by key, filled by runs once it is set. */
  facts: Map<number, StepFact> | null = null;
  /** The operation that a completion is a leg of, by key, filled likewise. */
  operations: Map<number, CallOperation> | null = null;
  /** The draw behind each leg, by key, filled likewise. */
  draws: Map<number, LegDraw> | null = null;
  /** Virtual time at the end of the latest run. */
  endUs = 0;
  /** Hears of each place at which a searched fault could strike, where it is set. */
  onSite: SiteListener | null = null;
  /** The faults that struck in the latest run. */
  struck: ReadonlySet<Fault> = new Set();

  private constructor(options: SimulationOptions, tables: TradingTables) {
    this.#options = options;
    this.#scenario = options.scenario;
    this.accesses = options.accesses ?? new AccessTable();
    this.locks = options.locks ?? new LockKnowledge();
    const guards = guardsOf(options);
    this.#brokerGuards = guards.filter(({ place }) => place === 'broker');
    this.#fencedBy = guards.find(({ fences }) => fences === true)?.name ?? null;
    this.#tables = tables;
    this.#latency = new LatencyModel(options.scenario.latency);
    this.#whole = options.partOf ?? options.scenario;
    const { system } = options.scenario;
    this.names = new NameTable(options.runs === 'many' ? 'kept' : 'forgotten');
    this.stepsMax = options.runs === 'many' ? 10_000 : 100_000_000;
    this.streams =
      options.streams ??
      new Streams(options.seed, options.runs === 'many' ? 'remembered' : 'fresh');
    this.#chance = options.chance ?? 'drawn';
    const streams = this.#chance === 'drawn' ? this.streams : null;
    this.#clocks = clockReadings(options.scenario, streams);
    this.#world = worldFactsOf(options.scenario, this.#whole, streams);
    this.#sights = new SightFootprints(options.sights ?? [], {
      mayBeFlat: this.#world.mayBeFlat,
      handledTwice: this.#world.repeated.size > 0 || this.#world.isMortal,
    });
    this.#chains = {
      settings: { ...system, reconciling: guards.some(({ reconciles }) => reconciles === true) },
      guards: guards.filter(({ place }) => place === 'path'),
      cycleIntervalUs: system.cycleIntervalUs,
      failedCyclePauseUs: system.failedCyclePauseUs,
      processesCount: this.#world.processesCount,
      repeated: this.#world.repeated,
      namesOf: scopeNames(options.runs),
      misreadingsOf: (runner) => this.#clocks.get(runner)?.faults ?? [],
    };
    if (options.runs === 'many') numberTasks(this.names, options.scenario, this.#world);
  }

  static async open(options: SimulationOptions): Promise<Simulation> {
    const { account, positions, startEpochUs } = options.scenario;
    const parts = storePartsOf(guardsOf(options));
    const tables = await TradingTables.open({
      positions,
      account: { cash: account.cash, equity: account.cash + worthOf(positions) },
      symbols: symbolsOf(options.scenario),
      lastBuyIsRead: parts.has('last BUY'),
      intents: parts.has('intents'),
      leases: parts.has('leases'),
      outbox: parts.has('outbox'),
      startEpochMs: Math.floor(startEpochUs / 1000),
    });
    return new Simulation(options, tables);
  }

  /**
   * The same world under another seed, on the same database: cheap, for trials by
   * the thousand. The two take turns; who opened the first closes it.
   */
  reseeded(seed: number, streams?: Streams): Simulation {
    const { streams: _, ...options } = this.#options;
    const draws = streams === undefined ? {} : { streams };
    return new Simulation({ ...options, seed, ...draws }, this.#tables);
  }

  /**
   * One run under `chooser`. `listener` hears every event, the last being `end`;
   * a run that the chooser gave up ends without it, and false is returned.
   * @param wants entries that it refuses are counted and not told
   */
  async run(
    chooser: Chooser,
    listener: (event: TapeEvent) => void,
    detail: Detail = 'full',
    wants: (entry: TapeEntry) => boolean = always,
  ): Promise<boolean> {
    const scenario = this.#scenario;
    const kernel = new Kernel(this, chooser);
    kernel.facts = this.facts;
    kernel.operations = this.operations;
    kernel.draws = this.draws;
    this.#latency.startRun(this.streams);
    const sql = this.streams.open('sql');
    this.#tables.reset(
      () => Math.floor((scenario.startEpochUs + kernel.nowUs) / 1000),
      () => sql.next(),
    );
    let seq = 0;
    let calls = 0;
    const scopes = new Set<RunnerScope>();
    const emit: RunContext['emit'] = (entry, task, scope) => {
      this.#sights.touch(kernel, entry);
      const number = seq++;
      if (!wants(entry)) return;
      listener({
        seq: number,
        atUs: kernel.nowUs,
        task: task?.name ?? null,
        cycle: scope?.cycle ?? null,
        runner: scope?.runner ?? null,
        ...entry,
      });
    };
    const portfolios = new Portfolios(kernel, scenario, this.#world.spendMax);
    const lives = this.#world.isMortal ? new ProcessLives(kernel, scenario, this) : null;
    const faults = this.#deskOfRun(kernel, lives);
    // What was true earlier is kept for those that read it.
    const history = scenario.faults.some(({ kind }) => kind === 'stale-read')
      ? new RowHistory(kernel, scenario.positions)
      : null;
    const parts = { whole: this.#whole, latency: this.#latency };
    const database = new DatabaseUse(kernel, this.#tables.clock, parts);
    const context: RunContext = {
      kernel,
      store: new StoreRun(
        kernel,
        this.#tables,
        this.#latency,
        scenario.startEpochUs,
        history,
        database.writing,
      ),
      keepsConnection: scenario.database?.keeps ?? 'statement',
      poolOf: (runner) => database.poolOf(runner),
      books: new BrokerBooks(scenario.account.cash, scenario.positions),
      latency: this.#latency,
      portfolioOf: (runner) => portfolios.of(runner),
      agedUsOf: (runner) => this.#clocks.get(runner)?.agedUs ?? 0,
      fencedBy: this.#fencedBy,
      brokerTimeoutUs: scenario.system.brokerTimeoutUs,
      brokerGuards: this.#brokerGuards,
      faults,
      lives,
      symbolOf: this.#world.symbolOf,
      nextCall: () => calls++,
      emit,
      legs: detail === 'full',
    };
    const inboxes = this.#startWorld(context, scopes);
    await kernel.run();
    this.endUs = kernel.nowUs;
    if (kernel.abandoned) return false;
    for (const inbox of inboxes) {
      for (const { id, symbol } of inbox.left()) {
        const reason = 'no cycle of its runner took it up';
        emit({ kind: 'late-signal', signalId: id, symbol, reason }, null, null);
      }
    }
    const waits = kernel.endless ? [livelock(this.stepsMax)] : kernel.blocked();
    if (waits.length > 0) emit({ kind: 'stall', waits }, null, null);
    const portfolio = portfolios.together;
    const end = endEntryOf({ tables: this.#tables, portfolio, books: context.books, scopes });
    emit(end, null, null);
    return true;
  }

  /** The faults of one run; null where there are none. */
  #deskOfRun(kernel: Kernel, lives: ProcessLives | null): FaultDesk | null {
    const { faults, signals } = this.#scenario;
    if (faults.length === 0) return null;
    const { streams, onSite } = this;
    const kill = (runner: string, restartUs: number): void => {
      invariant(lives !== null, () => `${runner} crashes in a run in which nobody can`);
      lives!.of(runner).die(restartUs);
    };
    const askedOnce = (fault: number): void =>
      kernel.touchKey('faults that strike once', 'write', String(fault));
    const chance = this.#chance;
    const desk = new FaultDesk({ faults, streams, chance, onSite, kill, askedOnce });
    this.struck = desk.struck;
    // What is delivered, and what clocks show, was settled before the run: here it can only be heard of.
    if (onSite !== null) {
      for (const site of signalSites(signals, faults)) onSite(site);
      for (const site of clockSites(this.#scenario)) onSite(site);
    }
    return desk;
  }

  /** The bytes of the database file as the latest run left it. No run can follow. */
  finish(): Uint8Array {
    const bytes = this.#tables.finish();
    this.#tables.close();
    return bytes;
  }

  close(): void {
    this.#tables.close();
  }

  /** Spawns a chain of cycles for each runner and plans the arrivals. */
  #startWorld(context: RunContext, scopes: Set<RunnerScope>): SignalInbox[] {
    const { system } = this.#scenario;
    const byRunner = new Map<string, Delivery[]>();
    for (const delivery of this.#world.deliveries) {
      const own = byRunner.get(delivery.signal.runner);
      if (own === undefined) byRunner.set(delivery.signal.runner, [delivery]);
      else own.push(delivery);
    }
    const newTask = (name: string): Task => new Task(name, this.names, this.streams);
    return system.runners.map((runner) => {
      const own = byRunner.get(runner.id) ?? [];
      const count = (path: PathName): number =>
        this.#world.wholeDeliveries.filter(
          ({ signal }) => signal.path === path && signal.runner === runner.id,
        ).length;
      const inbox = new SignalInbox(context.kernel, {
        runner: runner.id,
        countMax: { main: count('main'), second: count('second') },
        filling: own.some(({ signal }) => signal.atUs > runner.startUs)
          ? 'while it runs'
          : 'before the start',
        keeping: context.lives !== null,
      });
      planArrivals(context, { inbox, deliveries: own, startUs: runner.startUs, newTask });
      void context.kernel.spawn(runner.id, (task) =>
        runChain(context, task, this.#chains, { runner, inbox, scopes }),
      );
      return inbox;
    });
  }
}

function always(): boolean {
  return true;
}

/** The guards that stand in the runs, set to what the scenario says. */
function guardsOf({ guards, extraGuards = [], scenario }: SimulationOptions): readonly Guard[] {
  return standingGuards({ guards, extraGuards, settings: scenario.system });
}
