/**
 * The names of what one runner has in one cycle. An exploration asks for the
 * same ones in every run: each is put together once.
 */
export class ScopeNames {
  /** `r1.c2`: unique in a run and the same in every order. */
  readonly scope: string;
  readonly #within = new Map<string, string>();
  readonly #maps = new Map<string, string>();

  constructor(
    readonly runner: string,
    readonly cycle: number,
  ) {
    this.scope = `${runner}.c${cycle}`;
  }

  /** Of a lock or a task: `r1.c2/pending-orders`. */
  within(name: string): string {
    return remembered(this.#within, name, () => `${this.scope}/${name}`);
  }

  /** Of the shared object that a map is: `map:r1.c2/positions`. */
  ofMap(name: string): string {
    return remembered(this.#maps, name, () => `map:${this.scope}/${name}`);
  }
}

/** Kept where there are many runs; one long run would never ask for them again. */
export function scopeNames(runs: 'one' | 'many'): (runner: string, cycle: number) => ScopeNames {
  if (runs === 'one') return (runner, cycle) => new ScopeNames(runner, cycle);
  const kept: ScopeNames[] = [];
  return (runner, cycle) => {
    let known = kept.find((names) => names.runner === runner && names.cycle === cycle);
    if (known === undefined) {
      known = new ScopeNames(runner, cycle);
      kept.push(known);
    }
    return known;
  };
}

function remembered(names: Map<string, string>, name: string, make: () => string): string {
  let known = names.get(name);
  if (known === undefined) {
    known = make();
    names.set(name, known);
  }
  return known;
}
