import type { TapeEvent } from '../tape/index.js';
import { ExecutionList } from './execution-list.js';
import type { BlockedAttempt, Execution, Judgement } from './judgement.js';

const REASONS_MAX = 1_000;

/** The kinds that a summary looks at; of `guard` only those that block. */
export const SUMMARISED_KINDS = ['signal', 'order', 'fill', 'trade-row', 'guard', 'end'] as const;

/**
 * Gathers from the events what a judgement shows beside its findings. Grows
 * with fills, trade rows and blocked attempts, not with events.
 */
export class RunSummary {
  readonly #fills = new ExecutionList();
  readonly #trades = new ExecutionList();
  readonly #blocked: BlockedAttempt[] = [];
  /** The few reasons there are, each kept once: a long day blocks tens of thousands. */
  readonly #reasons = new Map<string, string>();
  #positions: Judgement['positions'] = [];
  #attempted = false;
  #ended = false;

  step(event: TapeEvent): void {
    switch (event.kind) {
      case 'signal':
      case 'order':
        this.#attempted = true;
        return;
      case 'fill':
        this.#fills.push(event);
        return;
      case 'trade-row':
        this.#trades.push(event);
        return;
      case 'guard':
        if (event.decision === 'blocked') {
          const { layer, symbol, task, atUs, reason } = event;
          const kept = this.#reasons.get(reason) ?? reason;
          if (this.#reasons.size < REASONS_MAX) this.#reasons.set(kept, kept);
          this.#blocked.push({ layer, symbol, task: task ?? '', atUs, reason: kept });
        }
        return;
      case 'end':
        this.#positions = event.positions.map(({ symbol, quantity }) => ({ symbol, quantity }));
        this.#ended = true;
        return;
      default:
        return;
    }
  }

  /** An attempt was made and the tape has its end: without either there is no pass. */
  get ran(): boolean {
    return this.#attempted && this.#ended;
  }

  get fills(): readonly Execution[] {
    return this.#fills.all();
  }

  /** Fills and trade rows are made into objects when they are first asked for. */
  words(): Pick<Judgement, 'fills' | 'trades' | 'positions' | 'blocked'> {
    const [fillList, tradeList] = [this.#fills, this.#trades];
    let fills: readonly Execution[] | null = null;
    let trades: readonly Execution[] | null = null;
    return {
      get fills() {
        fills ??= fillList.all();
        return fills;
      },
      get trades() {
        trades ??= tradeList.all();
        return trades;
      },
      positions: this.#positions,
      blocked: this.#blocked,
    };
  }
}
