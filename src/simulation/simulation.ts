import { LatencyModel, RowHistory, StoreRun, TradingTables } from '../database/index.js';
import type { CallOperation, Fault, GuardName, PathName, PositionRow } from '../domain/index.js';
import { signalWords } from '../domain/index.js';
import { type Guard, guardsAt, PENDING_ORDERS } from '../guards/index.js';
import {
  AccessTable,
  type Chooser,
  InvariantError,
  invariant,
  Kernel,
  KernelClock,
  type LegDraw,
  LockKnowledge,
  type LockListener,
  NameTable,
  Streams,
  Task,
} from '../kernel/index.js';
import type { Scenario, ScenarioSignal } from '../scenario/index.js';
import type { EndEntry, Sight, TapeEntry, TapeEvent, Wait } from '../tape/index.js';
import { ORDER_SIZED_MAX, Runner, type RunnerSettings } from '../trading/index.js';
import { type ClockReading, clockReadings, clockSites } from './clock-faults.js';
import { DatabaseUse } from './database-use.js';
import { type Delivery, deliveriesOf, signalSites } from './deliveries.js';
import { FaultDesk, type SiteListener } from './fault-desk.js';
import { BrokerBooks } from './paper-broker.js';
import { Portfolios } from './portfolios.js';
import { taskNameOf } from './process-life.js';
import { crashesMax, isMortal, ProcessLives } from './process-lives.js';
import type { ProcessPortfolio } from './process-portfolio.js';
import { RunnerScope, repeatedName } from './runner-scope.js';
import { ScopeNames } from './scope-names.js';
import { SightFootprints } from './sight-footprints.js';
import { SignalInbox } from './signal-inbox.js';
import { type RunContext, TaskPorts } from './task-ports.js';

export interface SimulationOptions {
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
export type Detail = 'full' | 'judged';

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
  readonly #pathGuards: readonly Guard[];
  readonly #brokerGuards: readonly Guard[];
  readonly #tables: TradingTables;
  readonly #latency: LatencyModel;
  readonly #whole: Scenario;
  readonly #spendMax: number;
  readonly #chance: 'drawn' | 'searched';
  readonly #deliveries: readonly Delivery[];
  /** Ids of the signals that are delivered more than once. */
  readonly #repeated: ReadonlySet<string>;
  readonly #symbolOf: ReadonlyMap<string, string>;
  /** What each path of each runner is given at most, the signals that are left out included. */
  readonly #wholeDeliveries: readonly Delivery[];
  readonly #sights: SightFootprints;
  readonly #scopeNames: ScopeNames[] | null;
  readonly #processesCount: number;
  /** Whether a process can die. */
  readonly #isMortal: boolean;
  readonly #fencing: boolean;
  readonly #reconciling: boolean;
  readonly #clocks: ReadonlyMap<string, ClockReading>;
  /** Words for completions by key, filled by runs once it is set. */
  labels: Map<number, string> | null = null;
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
    this.#pathGuards = guardsAt('path', options);
    this.#brokerGuards = guardsAt('broker', options);
    this.#tables = tables;
    this.#latency = new LatencyModel(options.scenario.latency);
    this.#whole = options.partOf ?? options.scenario;
    const { system } = options.scenario;
    this.#fencing = options.guards.includes('lease') && system.leaseFencing;
    this.#reconciling = options.guards.includes('outbox');
    this.#scopeNames = options.runs === 'many' ? [] : null;
    this.names = new NameTable(options.runs === 'many' ? 'kept' : 'forgotten');
    this.stepsMax = options.runs === 'many' ? 10_000 : 100_000_000;
    this.streams =
      options.streams ??
      new Streams(options.seed, options.runs === 'many' ? 'remembered' : 'fresh');
    this.#chance = options.chance ?? 'drawn';
    const streams = this.#chance === 'drawn' ? this.streams : null;
    this.#clocks = clockReadings(options.scenario, streams);
    const delivered = ({ signals, faults }: Scenario): readonly Delivery[] =>
      deliveriesOf(signals, faults, streams);
    this.#deliveries = delivered(options.scenario);
    this.#wholeDeliveries =
      this.#whole === options.scenario ? this.#deliveries : delivered(this.#whole);
    this.#repeated = new Set(
      this.#deliveries.filter(({ nth }) => nth > 1).map(({ signal }) => signal.id),
    );
    this.#symbolOf =
      options.scenario.faults.length === 0
        ? new Map()
        : new Map(options.scenario.signals.map(({ id, symbol }) => [id, symbol]));
    this.#spendMax = spendMaxOf(
      this.#wholeDeliveries.map(({ signal }) => signal),
      (1 + system.brokerRetriesCount) * (1 + crashesMax(this.#whole)),
    );
    this.#processesCount = new Set(system.runners.map((runner) => runner.process)).size;
    this.#isMortal = isMortal(options.scenario, this.#chance);
    this.#sights = new SightFootprints(options.sights ?? [], {
      mayBeFlat: mayBeFlatOf(options.scenario),
      handledTwice: this.#repeated.size > 0 || this.#isMortal,
    });
    if (options.runs === 'many') this.#numberTasks();
  }

  static async open(options: SimulationOptions): Promise<Simulation> {
    const { account, positions, startEpochUs } = options.scenario;
    // A guard from outside may ask the store for anything.
    const any = (options.extraGuards ?? []).length > 0;
    const tables = await TradingTables.open({
      positions,
      account: { cash: account.cash, equity: account.cash + worthOf(positions) },
      symbols: symbolsOf(options.scenario),
      lastBuyIsRead: any || options.guards.includes('recent-trade'),
      intents: any || options.guards.includes('unique-intent'),
      leases: any || options.guards.includes('lease'),
      outbox: any || options.guards.includes('outbox'),
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
    kernel.labels = this.labels;
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
    const portfolios = new Portfolios(kernel, scenario, this.#spendMax);
    const lives = this.#isMortal ? new ProcessLives(kernel, scenario, this) : null;
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
      fencing: this.#fencing,
      brokerTimeoutUs: scenario.system.brokerTimeoutUs,
      brokerGuards: this.#brokerGuards,
      faults,
      lives,
      symbolOf: this.#symbolOf,
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
    emit(this.#endEntry(context, portfolios.together, scopes), null, null);
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

  /**
   * Numbers every task that can ever be, in the order of the scenario: keys are
   * then the same in every process, whatever was run before. Cost: runners x
   * cycles x signals names, for the short scenarios that are explored.
   */
  #numberTasks(): void {
    const { runners } = this.#scenario.system;
    // A cycle that dies is made up for by a further one.
    const further = crashesMax(this.#scenario);
    if (this.#isMortal) {
      for (const runner of runners) this.names.numberOf(taskNameOf(runner.process));
    }
    for (const { id, cycles } of runners) {
      this.names.numberOf(id);
      const own = this.#deliveries.filter(({ signal }) => signal.runner === id);
      for (const { signal, nth } of own) {
        this.names.numberOf(`signal ${repeatedName(signal.id, nth)}`);
      }
      for (let cycle = 1; cycle <= cycles + further; cycle++) {
        this.names.numberOf(`${id}.c${cycle}`);
        const ofSignal = new Map<string, number>();
        for (const { signal } of own) {
          const nth = (ofSignal.get(signal.id) ?? 0) + 1;
          ofSignal.set(signal.id, nth);
          this.names.numberOf(`${id}.c${cycle}/${repeatedName(signal.id, nth)}`);
        }
      }
    }
  }

  /** Spawns a chain of cycles for each runner and plans the arrivals. */
  #startWorld(context: RunContext, scopes: Set<RunnerScope>): SignalInbox[] {
    const { system } = this.#scenario;
    const byRunner = new Map<string, Delivery[]>();
    for (const delivery of this.#deliveries) {
      const own = byRunner.get(delivery.signal.runner);
      if (own === undefined) byRunner.set(delivery.signal.runner, [delivery]);
      else own.push(delivery);
    }
    return system.runners.map((runner) => {
      const own = byRunner.get(runner.id) ?? [];
      const count = (path: PathName): number =>
        this.#wholeDeliveries.filter(
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
      this.#planArrivals(context, inbox, own, runner.startUs);
      void context.kernel.spawn(runner.id, (task) =>
        this.#runChain(context, task, { runner, inbox, scopes }),
      );
      return inbox;
    });
  }

  /**
   * A signal from before its runner's start waits there already; later ones are
   * events. In an exploration all of them are pending from the start; in one
   * long run those of the next moment are planned when the one before has come,
   * which makes the same candidates with few pending.
   */
  #planArrivals(
    context: RunContext,
    inbox: SignalInbox,
    deliveries: readonly Delivery[],
    startUs: number,
  ): void {
    const { kernel } = context;
    const arrive = ({ signal, fault }: Delivery): void => {
      if (fault !== null) context.faults?.deliver(fault, signal, context.emit);
      context.emit({ kind: 'arrival', ...signalWords(signal) }, null, null);
      inbox.arrive(signal);
    };
    const later: Delivery[] = [];
    for (const delivery of deliveries) {
      if (delivery.signal.atUs <= startUs) arrive(delivery);
      else later.push(delivery);
    }
    // Determinism: by time; of one moment in the order of the file (sort is stable).
    later.sort((a, b) => a.signal.atUs - b.signal.atUs);
    const atOnce = kernel.chooser.sees === 'all';
    let next = 0;
    const planNext = (): void => {
      const atUs = later[next]?.signal.atUs;
      if (atUs === undefined) return;
      const from = next;
      while (next < later.length && (atOnce || later[next]!.signal.atUs === atUs)) next++;
      for (let index = from; index < next; index++) {
        const delivery = later[index]!;
        const { signal, nth } = delivery;
        const name = repeatedName(signal.id, nth);
        const task = new Task(`signal ${name}`, this.names, this.streams);
        const window = { minUs: signal.atUs, maxUs: signal.atUs };
        const last = index === next - 1;
        const key = task.nextKey();
        kernel.labels?.set(key, `signal ${name} arrives`);
        const onArrival = (): void => {
          arrive(delivery);
          if (last) planNext();
        };
        kernel.scheduleAt(task, 'arrival', window, signal.atUs, -1, onArrival, key);
      }
    };
    planNext();
  }

  /** Cycle after cycle, each with a fresh runner in a fresh scope. */
  async #runChain(
    context: RunContext,
    task: Task,
    chain: {
      runner: Scenario['system']['runners'][number];
      inbox: SignalInbox;
      scopes: Set<RunnerScope>;
    },
  ): Promise<void> {
    const { kernel } = context;
    const { system } = this.#scenario;
    const { runner, inbox, scopes } = chain;
    const clock = new KernelClock(kernel, task);
    await clock.sleep(runner.startUs);
    const settings: RunnerSettings = { ...system, reconciling: this.#reconciling };
    const guards = this.#pathGuards;
    const reads = runner.positionsLoad === 'fails' ? 'fail' : 'work';
    const life = context.lives?.of(runner.id) ?? null;
    let left = runner.cycles;
    for (let cycle = 1; left > 0; cycle++, left--) {
      await life?.up();
      const scope: RunnerScope = new RunnerScope(kernel, {
        runner: runner.id,
        cycle,
        names: this.#namesOf(runner.id, cycle),
        repeated: this.#repeated,
        onDone: life === null ? null : (signal) => inbox.done(signal),
        listener: (lock): LockListener | null =>
          context.legs
            ? (action, lockTask) =>
                context.emit({ kind: 'lock', name: lock, action }, lockTask, scope)
            : null,
      });
      scopes.add(scope);
      if (cycle === 1) {
        for (const fault of this.#clocks.get(runner.id)?.faults ?? []) {
          context.faults?.misread(fault, (entry) => context.emit(entry, task, scope));
        }
      }
      if (this.#processesCount > 1) {
        context.emit({ kind: 'process', process: runner.process }, task, scope);
      }
      let pauseUs = system.cycleIntervalUs;
      const runCycle = (cycleTask: Task): Promise<void> =>
        new Runner(new TaskPorts(context, cycleTask, scope, reads), settings, guards).runCycle(
          inbox,
        );
      try {
        const spawn = (body: typeof runCycle): Promise<void> =>
          kernel.spawn(scope.name, body, task, life?.object);
        if (life === null) await spawn(runCycle);
        else if ((await life.run(runCycle, spawn)) === 'died') {
          // Its memory is gone; what it had not dealt with is delivered to the cycle after the restart.
          scopes.delete(scope);
          inbox.deliverAgain();
          left++;
          continue;
        }
      } catch (error) {
        if (error instanceof InvariantError) throw error;
        pauseUs = system.failedCyclePauseUs;
      }
      // A runner whose marks are all gone can leave none behind: a long day must not keep them all.
      if (scope.map(PENDING_ORDERS).peek().length === 0 && pauseUs === system.cycleIntervalUs) {
        scopes.delete(scope);
      }
      if (left > 1) await clock.sleep(pauseUs);
    }
  }

  /** Kept where there are many runs; one long run would never ask for them again. */
  #namesOf(runner: string, cycle: number): ScopeNames {
    if (this.#scopeNames === null) return new ScopeNames(runner, cycle);
    let known = this.#scopeNames.find((names) => names.runner === runner && names.cycle === cycle);
    if (known === undefined) {
      known = new ScopeNames(runner, cycle);
      this.#scopeNames.push(known);
    }
    return known;
  }

  #endEntry(
    context: RunContext,
    portfolio: ProcessPortfolio,
    scopes: ReadonlySet<RunnerScope>,
  ): EndEntry {
    const account = this.#tables.rowOfAccount();
    const { books } = context;
    return {
      kind: 'end',
      equity: [
        {
          source: 'account row',
          cash: account.cash,
          holdings: account.equity - account.cash,
          equity: account.equity,
        },
        equityOf('portfolio', portfolio.peekCash(), portfolio.peekValue()),
        equityOf('broker', books.cash, books.value()),
      ],
      positions: this.#tables.rowsOfPositions(),
      broker: books.holdings(),
      pending: [...scopes].flatMap((scope) =>
        scope
          .map(PENDING_ORDERS)
          .peek()
          .map(([symbol]) => ({ runner: scope.name, symbol })),
      ),
    };
  }
}

function always(): boolean {
  return true;
}

function equityOf(source: string, cash: number, holdings: number): EndEntry['equity'][number] {
  return { source, cash, holdings, equity: cash + holdings };
}

/** What a run that does not end is told as. */
function livelock(steps: number): Wait {
  return {
    task: 'the whole run',
    waitsFor: `an end: ${steps} steps and still going`,
    heldBy: null,
  };
}

/** Every symbol of the scenario, sorted. */
function symbolsOf({ positions, signals }: Scenario): readonly string[] {
  return [...new Set([...positions, ...signals].map(({ symbol }) => symbol))].sort();
}

/**
 * Symbols that the broker may hold none of after a fill. Of all others a block
 * is judged alike before and after any fill, so it need not be ordered among them.
 */
function mayBeFlatOf({ positions, signals }: Scenario): ReadonlySet<string> {
  return new Set([
    ...signals.filter(({ side }) => side !== 'BUY').map(({ symbol }) => symbol),
    ...positions.filter(({ quantity }) => quantity < 0).map(({ symbol }) => symbol),
  ]);
}

/** The most that all BUY orders together can cost: a delivery of a signal leads to one order for each attempt at most. */
function spendMaxOf(signals: readonly ScenarioSignal[], attemptsMax: number): number {
  let sum = 0;
  for (const { side, quantity, price } of signals) {
    if (side === 'BUY') sum += quantity === null ? ORDER_SIZED_MAX : quantity * price;
  }
  return sum * attemptsMax;
}

function worthOf(positions: readonly PositionRow[]): number {
  return positions.reduce((sum, { quantity, marketPrice }) => sum + quantity * marketPrice, 0);
}
