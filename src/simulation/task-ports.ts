import {
  BookingConnection,
  type ConnectionPool,
  type LatencyModel,
  SimulatedStore,
  type StoreListener,
  type StoreRun,
  type WaitListener,
} from '../database/index.js';
import type {
  Broker,
  Clock,
  Fill,
  Instant,
  Journal,
  JournalEntry,
  Lock,
  Order,
  PathName,
  Portfolio,
  Ports,
  Semaphore,
  SharedMap,
  TradingStore,
} from '../domain/index.js';
import { type Guard, GuardedBroker } from '../guards/index.js';
import {
  type Kernel,
  KernelClock,
  type KernelSemaphore,
  type LockAction,
  type Moment,
  type Task,
} from '../kernel/index.js';
import type { TapeEntry } from '../tape/index.js';
import type { FaultDesk } from './fault-desk.js';
import { type BrokerBooks, type BrokerListener, PaperBroker } from './paper-broker.js';
import type { ProcessLives } from './process-lives.js';
import type { RunnerScope } from './runner-scope.js';

/** What all tasks of one run share. */
export interface RunContext {
  readonly kernel: Kernel;
  readonly store: StoreRun;
  /** How long a symbol task keeps a connection. */
  readonly keepsConnection: 'statement' | 'booking';
  /** Where a runner's connections come from; null: there is one for every call. */
  poolOf(runner: string): ConnectionPool | null;
  readonly books: BrokerBooks;
  readonly latency: LatencyModel;
  /** What the process of a runner knows of cash and holdings. */
  portfolioOf(runner: string): Portfolio;
  /** The processes, where they can die. */
  readonly lives: ProcessLives | null;
  /** How far too long ago a runner takes the database's stamps to be: its clock is off, or its zone. */
  agedUsOf(runner: string): number;
  /** The guard for which the gateway refuses a BUY under an old number, or none; null: it refuses none. */
  readonly fencedBy: string | null;
  readonly brokerTimeoutUs: number | null;
  /** Guards that stand at the broker port. */
  readonly brokerGuards: readonly Guard[];
  /** Null: nothing goes wrong in this run. */
  readonly faults: FaultDesk | null;
  /** Symbols of the signals, by id. */
  readonly symbolOf: ReadonlyMap<string, string>;
  nextCall(): number;
  /** Puts an entry on the tape, stamped. `legs`: whether calls and locks are wanted at all. */
  emit(entry: TapeEntry, task: Task | null, scope: RunnerScope | null): void;
  readonly legs: boolean;
}

/** The ports of one task: everything it does is stamped with its name. */
export class TaskPorts
  implements Ports, Journal, StoreListener, WaitListener, BrokerListener, Clock
{
  readonly task: string;
  readonly store: TradingStore;
  readonly broker: Broker;
  readonly #context: RunContext;
  readonly #task: Task;
  readonly #scope: RunnerScope;
  readonly #clock: KernelClock;
  readonly #isOfCycle: boolean;
  /** Path of this task's latest order: tells which path writes a trade row. */
  #path: PathName | null = null;

  /** @param signal the signal that the task handles; null: it is a cycle's own task */
  constructor(
    context: RunContext,
    task: Task,
    scope: RunnerScope,
    reads: 'work' | 'fail' = 'work',
    signal: string | null = null,
    booking: BookingConnection | null = null,
  ) {
    this.#context = context;
    this.#task = task;
    this.#scope = scope;
    this.task = task.name;
    this.#clock = new KernelClock(context.kernel, task);
    this.#isOfCycle = signal === null;
    const { runner, cycle } = scope;
    const signalSymbol = context.symbolOf.get(signal ?? '') ?? null;
    const place = { task: task.name, runner, cycle, signal, signalSymbol };
    const faults = context.faults?.of(place, (entry) => this.#emit(entry)) ?? null;
    const agedUs = context.agedUsOf(runner);
    const pool = context.poolOf(runner);
    const reader = { reads, agedUs, faults, pool, booking };
    this.store = new SimulatedStore(context.store, task, this, reader);
    const paper = new PaperBroker(context, task, this, faults);
    const guards = context.brokerGuards;
    this.broker = guards.length === 0 ? paper : new GuardedBroker(paper, guards, this);
  }

  get portfolio(): Portfolio {
    return this.#context.portfolioOf(this.#scope.runner);
  }

  get clock(): Clock {
    return this;
  }

  get journal(): Journal {
    return this;
  }

  // Clock
  now(): Instant {
    return this.#clock.now() as Instant;
  }

  hasElapsed(since: Instant, windowUs: number): boolean {
    return this.#clock.hasElapsed(since as Moment, windowUs);
  }

  sleep(durationUs: number): Promise<void> {
    return this.#clock.sleep(durationUs);
  }

  sleepUntil(since: Instant, afterUs: number): Promise<void> {
    return this.#clock.sleepUntil(since as Moment, afterUs);
  }

  // Shared things
  lock(name: string): Lock {
    return new HeldBy(this.#scope.lock(name), this.#task);
  }

  semaphore(name: string, limits: { permits: number; usersMax: number }): Semaphore {
    return new HeldBy(this.#scope.lock(name, limits), this.#task);
  }

  map<V>(name: string): SharedMap<V> {
    return this.#scope.map<V>(name);
  }

  fork(name: string, body: (ports: Ports) => Promise<void>): Promise<void> {
    const { kernel } = this.#context;
    const { onDone } = this.#scope;
    const run = (task: Task): Promise<void> => {
      const booking = this.#bookingOf(task);
      const done = body(new TaskPorts(this.#context, task, this.#scope, 'work', name, booking));
      return booking === null ? done : done.finally(() => booking.end());
    };
    return kernel.spawn(
      this.#scope.nameOfFork(name),
      onDone === null ? run : (task) => run(task).finally(() => onDone(name)),
      this.#task,
    );
  }

  /** The connection that a symbol task keeps for its booking; null where it keeps none. */
  #bookingOf(task: Task): BookingConnection | null {
    const { keepsConnection } = this.#context;
    const pool = this.#context.poolOf(this.#scope.runner);
    return pool === null || keepsConnection === 'statement'
      ? null
      : new BookingConnection(pool, task);
  }

  // Tape
  write(entry: JournalEntry): void {
    this.#context.emit(entry, this.#task, this.#scope);
  }

  /** A cycle's own calls are told always: the judgement asks when it looked at the positions. */
  get legs(): boolean {
    return this.#context.legs || this.#isOfCycle;
  }

  nextCall(): number {
    return this.#context.nextCall();
  }

  call(leg: Parameters<StoreListener['call']>[0]): void {
    this.#emit({ kind: 'call', ...leg });
  }

  get waits(): WaitListener {
    return this;
  }

  noted(name: string, action: LockAction): void {
    if (this.#context.legs) this.#emit({ kind: 'lock', name, action });
  }

  gaveUp(words: Parameters<WaitListener['gaveUp']>[0]): void {
    const { kernel } = this.#context;
    const deadlock = kernel.isStuck(this.#task);
    this.#emit({ kind: 'gave-up', ...words, deadlock, waits: kernel.waiting() });
  }

  order(order: Order): void {
    this.#path = order.path;
    this.#emit({ kind: 'order', ...order });
  }

  reject(order: Order, reason: string): void {
    this.#emit({ kind: 'reject', reason, ...order });
  }

  fill(order: Order, fill: Fill): void {
    this.#emit({ kind: 'fill', orderId: fill.orderId, ...order, price: fill.price });
  }

  tradeRow(id: number, trade: Parameters<StoreListener['tradeRow']>[1]): void {
    this.#emit({ kind: 'trade-row', id, ...trade, path: this.#path });
  }

  positionRow(position: Parameters<StoreListener['positionRow']>[0]): void {
    this.#emit({ kind: 'position-row', ...position });
  }

  accountRow(account: Parameters<StoreListener['accountRow']>[0]): void {
    this.#emit({ kind: 'account-row', ...account });
  }

  #emit(entry: TapeEntry): void {
    this.#context.emit(entry, this.#task, this.#scope);
  }
}

/** A lock as one task holds it. */
class HeldBy implements Lock {
  readonly #lock: KernelSemaphore;
  readonly #task: Task;

  constructor(lock: KernelSemaphore, task: Task) {
    this.#lock = lock;
    this.#task = task;
  }

  acquire(): Promise<void> {
    return this.#lock.acquire(this.#task);
  }

  release(): void {
    this.#lock.release(this.#task);
  }
}
