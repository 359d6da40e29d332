import type { CallOperation } from '../domain/index.js';
import { criticalBound, type HappensBefore, type Recording } from '../exploration/index.js';

const CALL_OPERATIONS: readonly CallOperation[] = ['db.read', 'db.write', 'broker'];

/** From which upper bound of an operation's legs on a failure is possible, all else as declared. */
export interface LeastLeg {
  readonly operation: CallOperation;
  readonly legMaxUs: number | null;
}

/**
 * The smallest such bound over all failing classes that are heard. A window that
 * is cut short allows no class that the declared one does not: so where every
 * class that the declared latencies allow is heard, no failing class is possible
 * below the bound.
 */
export class CriticalLegs {
  readonly #least = new Map<CallOperation, number>();

  /** Takes in one failing class. Three decisions, and a bisection where it lowers a bound. */
  hear(
    run: Recording,
    relation: HappensBefore,
    operationOf: (key: number) => string | undefined,
  ): void {
    for (const operation of CALL_OPERATIONS) {
      const below = this.#least.get(operation);
      if (below === 0) continue;
      const legMaxUs = criticalBound(run, relation, {
        concerns: (key) => operationOf(key) === operation,
        bound: 'max',
        within: 'declared',
        ...(below === undefined ? {} : { below }),
      });
      if (legMaxUs !== null) this.#least.set(operation, legMaxUs);
    }
  }

  /** What was heard is void. */
  forget(): void {
    this.#least.clear();
  }

  /** Empty where no failing class was heard. */
  legs(): readonly LeastLeg[] {
    if (this.#least.size === 0) return [];
    return CALL_OPERATIONS.map((operation) => {
      return { operation, legMaxUs: this.#least.get(operation) ?? null };
    });
  }
}

/** The smaller bound of each operation, of several sets of faults. */
export function leastLegs(all: readonly (readonly LeastLeg[])[]): readonly LeastLeg[] {
  const heard = all.filter((legs) => legs.length > 0);
  if (heard.length === 0) return [];
  return CALL_OPERATIONS.map((operation) => {
    const bounds = heard.flatMap((legs) => {
      const bound = legs.find((leg) => leg.operation === operation)?.legMaxUs ?? null;
      return bound === null ? [] : [bound];
    });
    return { operation, legMaxUs: bounds.length === 0 ? null : Math.min(...bounds) };
  });
}
