import type { StruckStatement, TaskFaults } from '../database/index.js';
import {
  ANYWHERE,
  doesStrike,
  type Fault,
  fitsCall,
  type Signal,
  type StruckCall,
} from '../domain/index.js';
import { guardOfCall } from '../guards/index.js';
import type { RandomStream, Streams } from '../kernel/index.js';
import type { TapeEntry } from '../tape/index.js';

/** Whose task it is, as a fault's place names it. */
interface TaskPlace {
  readonly task: string;
  readonly runner: string;
  readonly cycle: number;
  readonly signal: string | null;
  readonly signalSymbol: string | null;
}

interface FaultDeskOptions {
  /** The faults of the scenario, in its order: of those that strike one call the first does. */
  readonly faults: readonly Fault[];
  readonly streams: Streams;
  /** `drawn`: a fault with a probability is drawn; `searched`: it is for an exploration to choose. */
  readonly chance: 'drawn' | 'searched';
  readonly onSite: SiteListener | null;
  /** Lets the process of a runner die, to be up again so much later. */
  readonly kill: (runner: string, restartUs: number) => void;
  /** A step asks whether this fault, which strikes once, has struck: whoever asks first makes it strike. */
  readonly askedOnce: (fault: number) => void;
}

/**
 * Hears of each place at which a fault could be chosen: the fault that strikes
 * there and nowhere else. Answers whether it does so in this run.
 */
export type SiteListener = (fault: Fault) => 'strikes' | 'passes';

/**
 * The faults of one run: which strike, and where more could. One call is struck
 * by one fault at most.
 */
export class FaultDesk {
  readonly #options: FaultDeskOptions;
  readonly #ofCalls: readonly Fault[];
  /** The scripted faults that have struck so far. */
  readonly struck = new Set<Fault>();

  constructor(options: FaultDeskOptions) {
    this.#options = options;
    this.#ofCalls = options.faults.filter(({ kind }) => doesStrike(kind, 'call'));
  }

  /** A signal is delivered late, or again. */
  deliver(
    fault: Fault,
    { id, symbol }: Pick<Signal, 'id' | 'symbol'>,
    emit: (entry: TapeEntry, task: null, scope: null) => void,
  ): void {
    this.struck.add(fault);
    const words = { call: null, statement: null, signal: id, symbol };
    emit({ kind: 'fault', fault: fault.kind, ...words }, null, null);
  }

  /** A runner reads the clock wrongly, as long as it runs. */
  misread(fault: Fault, tell: (entry: TapeEntry) => void): void {
    this.struck.add(fault);
    const words = { call: null, statement: null, signal: null, symbol: null };
    tell({ kind: 'fault', fault: fault.kind, ...words });
  }

  /** The faults as one task meets them; null where none can strike a call. */
  of(
    place: TaskPlace,
    tell: (entry: Extract<TapeEntry, { kind: 'fault' }>) => void,
  ): TaskFaults | null {
    if (this.#ofCalls.length === 0) return null;
    return new FaultsOfTask(this.#ofCalls, { ...this.#options, place, tell, struck: this.struck });
  }
}

interface DeskOfTask extends Omit<FaultDeskOptions, 'faults'> {
  readonly place: TaskPlace;
  readonly struck: Set<Fault>;
  tell(entry: Extract<TapeEntry, { kind: 'fault' }>): void;
}

class FaultsOfTask implements TaskFaults {
  readonly #faults: readonly Fault[];
  readonly #desk: DeskOfTask;
  /** How many calls of this task have fitted each fault. */
  readonly #fitted: number[];
  /** How often this task has made each statement, by its words. */
  readonly #made = new Map<string, number>();
  readonly #streams = new Map<number, RandomStream>();

  constructor(faults: readonly Fault[], desk: DeskOfTask) {
    this.#faults = faults;
    this.#desk = desk;
    this.#fitted = faults.map(() => 0);
  }

  strike(statement: StruckStatement): Fault | null {
    const { place } = this.#desk;
    const guard = guardOfCall({ ...statement, signal: place.signal });
    const call: StruckCall = { ...place, ...statement, guard };
    const nth = this.#countStatement(statement);
    const possible: Fault[] = [];
    let striking: Fault | null = null;
    // Every fault counts and draws, whichever strikes: what one does shifts no other.
    for (const [index, fault] of this.#faults.entries()) {
      if (!fitsCall(fault, call)) continue;
      const fitted = ++this.#fitted[index]!;
      if (fault.place.nth !== null && fault.place.nth !== fitted) continue;
      if (this.#happens(fault, index)) striking ??= fault;
      else if (this.#isSearched(fault)) possible.push(fault);
    }
    return striking ?? this.#chosenAmong(possible, statement, nth);
  }

  struck(fault: Fault, { statement, symbol }: StruckStatement, call: number | null): void {
    const { place, struck, tell } = this.#desk;
    struck.add(fault);
    tell({
      kind: 'fault',
      fault: fault.kind,
      call,
      statement,
      signal: place.signal,
      symbol: symbol ?? place.signalSymbol,
    });
  }

  dies(fault: Fault): boolean {
    const { place, struck, kill, askedOnce } = this.#desk;
    askedOnce(this.#faults.indexOf(fault));
    if (struck.has(fault)) return false;
    kill(place.runner, fault.us ?? 0);
    return true;
  }

  #happens({ when }: Fault, index: number): boolean {
    if (typeof when !== 'number') return when === 'always';
    if (this.#desk.chance === 'searched') return false;
    let stream = this.#streams.get(index);
    if (stream === undefined) {
      stream = this.#desk.streams.open(`fault/${index}/${this.#desk.place.task}`);
      this.#streams.set(index, stream);
    }
    return stream.next() < when;
  }

  #isSearched({ when }: Fault): boolean {
    return when === 'maybe' || (typeof when === 'number' && this.#desk.chance === 'searched');
  }

  #countStatement({ statement, symbol }: StruckStatement): number {
    const words = `${statement} ${symbol ?? ''}`;
    const nth = (this.#made.get(words) ?? 0) + 1;
    this.#made.set(words, nth);
    return nth;
  }

  /** The call as a place of its own: the same in every order (task, statement, how-many-eth). */
  #chosenAmong(
    possible: readonly Fault[],
    { statement, symbol }: StruckStatement,
    nth: number,
  ): Fault | null {
    const { onSite, place } = this.#desk;
    if (onSite === null) return null;
    for (const fault of possible) {
      const here = { ...ANYWHERE, task: place.task, statement, symbol, nth };
      const site: Fault = { ...fault, when: 'always', place: here };
      if (onSite(site) === 'strikes') return site;
    }
    return null;
  }
}
