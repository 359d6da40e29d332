import type { FaultKind, GuardName } from '../domain/index.js';
import type { TapeEvent, TapeEventOf, TapeHeader } from '../tape/index.js';
import type { Finding } from '../verdict/index.js';
import { AttemptNotes } from './attempt-notes.js';
import { type EarlierFill, readDuplicate } from './duplicate-kind.js';
import { readableCycle, readableTime, shares } from './readable.js';
import { findingOf, NOTHING, type Rule, type RuleRun } from './rule.js';
import { signedQuantity } from './signed.js';
import { type Assertion, streamOf } from './stream-of.js';

/** What the broker holds of a symbol, and the BUY fills since it was last flat. */
interface Holding {
  quantity: number;
  main: EarlierFill | null;
  second: EarlierFill | null;
}

/**
 * A duplicate is a BUY fill at the broker while the broker's quantity of that
 * symbol is above zero, unless its signal says `scaleIn`. One finding per extra
 * fill, named by its kind.
 */
export const noDuplicateRule: Rule = {
  name: 'no-duplicate',
  severity: 'error',
  kinds: [
    'fill',
    'position-row',
    'call',
    'cycle-start',
    'process',
    'fault',
    'guard',
    'order',
    'reject',
  ],
  relates: 'own symbol',
  start: (header) => new DuplicateWatch(header),
};

export const noDuplicate: Assertion = streamOf(noDuplicateRule);

class DuplicateWatch implements RuleRun {
  readonly #holdings = new Map<string, Holding>();
  /** The process of each runner, where there are several. */
  readonly #processes = new Map<string | null, string>();
  readonly #attempts = new AttemptNotes();
  readonly #guards: readonly GuardName[];

  constructor(header: TapeHeader) {
    this.#guards = header.guards;
    for (const { symbol, quantity } of header.scenario.positions) {
      this.#holdings.set(symbol, { quantity, main: null, second: null });
    }
  }

  step(event: TapeEvent): readonly Finding[] | undefined {
    switch (event.kind) {
      case 'cycle-start':
        this.#attempts.cycleStart(event);
        return undefined;
      case 'call':
        this.#attempts.call(event);
        return undefined;
      case 'position-row':
        this.#written(event);
        return undefined;
      case 'process':
        this.#processes.set(event.runner, event.process);
        return undefined;
      case 'fault':
        this.#attempts.fault(event);
        this.#struck(event);
        return undefined;
      case 'guard':
        this.#attempts.guard(event);
        return undefined;
      case 'order':
        this.#attempts.order(event);
        return undefined;
      case 'reject':
        this.#attempts.answered(event);
        return undefined;
      case 'fill': {
        const found = this.#filled(event);
        this.#attempts.answered(event);
        return found;
      }
      default:
        return undefined;
    }
  }

  end(): readonly Finding[] {
    return NOTHING;
  }

  /** By its own task; where that lost it, by the end of a cycle of its runner, which writes all rows again. */
  #written({ symbol, task, seq, runner }: TapeEventOf<'position-row'>): void {
    const main = this.#holdings.get(symbol)?.main;
    if (!main || main.rowSeq !== null) return;
    const isHealed = main.lostBy !== null && main.runner === runner;
    if (main.task === task || isHealed) main.rowSeq = seq;
  }

  /**
   * A crash ends the present cycle of every runner of its process; a write that
   * comes to nothing keeps what its task has bought from being known.
   */
  #struck({ fault, runner, task, statement }: TapeEventOf<'fault'>): void {
    if (losesRow(fault, statement)) {
      for (const { main } of this.#holdings.values()) {
        if (main !== null && main.task === task && main.rowSeq === null) main.lostBy = fault;
      }
    }
    if (fault !== 'crash' || runner === null) return;
    const dead = this.#processes.get(runner);
    this.#attempts.died((other) => this.#processes.get(other) === dead);
  }

  #filled(fill: TapeEventOf<'fill'>): readonly Finding[] | undefined {
    const holding = this.#holdingOf(fill.symbol);
    const before = holding.quantity;
    holding.quantity += signedQuantity(fill);
    if (fill.side !== 'BUY') {
      if (holding.quantity <= 0) {
        holding.main = null;
        holding.second = null;
      }
      return undefined;
    }
    const found =
      before > 0 && !fill.scaleIn ? [this.#duplicate(fill, before, holding)] : undefined;
    const { seq, atUs, task, runner, cycle, path, quantity, signalId } = fill;
    const stamp = { seq, atUs, task, runner, cycle };
    holding[path] = { ...stamp, signalId, path, quantity, rowSeq: null, lostBy: null };
    return found;
  }

  #duplicate(fill: TapeEventOf<'fill'>, held: number, { main, second }: Holding): Finding {
    const { symbol, quantity, atUs, path } = fill;
    const earlier = main ?? second;
    const { kind, cause } = readDuplicate({
      fill,
      earlier,
      cycle: this.#attempts.cycleOf(fill),
      guards: this.#guards,
      attempt: this.#attempts.of(fill),
      wasDeliveredAgain: this.#attempts.wasDeliveredAgain(fill.signalId),
      areTwoProcesses:
        earlier !== null &&
        this.#processes.get(earlier.runner) !== this.#processes.get(fill.runner),
      isAfterCrash:
        earlier !== null &&
        earlier.runner === fill.runner &&
        earlier.cycle !== fill.cycle &&
        this.#attempts.hasDied(earlier),
    });
    const since =
      earlier === null
        ? 'from the start'
        : `bought by ${readableCycle(earlier)} (${earlier.path} path) at ${readableTime(earlier.atUs)}`;
    const message =
      `${symbol}: BUY of ${shares(quantity)} filled at ${readableTime(atUs)} by ${readableCycle(fill)} (${path} path) ` +
      `while the broker already held ${held}, ${since}. ${kind}: ${cause}.`;
    return findingOf(noDuplicateRule, fill, { message, symbol, duplicateKind: kind });
  }

  #holdingOf(symbol: string): Holding {
    const known = this.#holdings.get(symbol);
    if (known !== undefined) return known;
    const fresh: Holding = { quantity: 0, main: null, second: null };
    this.#holdings.set(symbol, fresh);
    return fresh;
  }
}

/** Faults after which a task that has bought writes its position no more, or not that one. */
function losesRow(fault: FaultKind, statement: string | null): boolean {
  if (fault === 'write-lost') return statement === 'write position';
  return fault === 'write-error' || fault === 'busy' || fault === 'pool-exhausted';
}
