import { AccessTable, type Program, ProgramFault } from '../kernel/index.js';
import { audit } from './audit.js';
import { auditComposition, type ComposedProgram } from './composition.js';
import type { Coverage } from './coverage.js';
import { Exhaustive } from './exhaustive.js';
import {
  type EndedBy,
  type Exploration,
  type ExploreOptions,
  exploreOnce,
  type OutcomeListener,
} from './explore.js';
import type { FootprintIds } from './footprint-ids.js';
import { planSymmetry } from './plan-symmetry.js';
import type { Random } from './random-walk.js';
import { withSettledLocks } from './settled-locks.js';

export interface ExhaustiveExploration<Outcome> {
  readonly coverage: Coverage;
  /** What ended it: of several components what ended the first that was not done. */
  readonly endedBy: EndedBy;
  /** Sums over the components. */
  readonly schedules: number;
  readonly classes: number;
  readonly redundant: number;
  readonly abandoned: number;
  readonly infeasible: number;
  /** One exploration for each component; a single one if the program was explored as a whole. */
  readonly components: readonly Exploration<Outcome>[];
  /** What was declared and not used, and why, in words. */
  readonly refused: readonly string[];
}

export interface ExhaustivelyOptions<Outcome = unknown> extends Omit<ExploreOptions, 'namer'> {
  /** Hears the runs of one program: the whole, or a component. */
  readonly listenTo?: (program: Program<Outcome>) => OutcomeListener<Outcome>;
  readonly symmetry?: 'use' | 'ignore';
  readonly decomposition?: 'use' | 'ignore';
  /**
   * Objects that components may share although they conflict over them: the
   * caller answers for it. Meant for a mutual exclusion lock whose bodies share
   * nothing else across components (the lazy happens-before relation of Thomson
   * and Donaldson, PPoPP 2015, applied between components). Sound only
   *   - untimed, and if nobody only tries the lock;
   *   - if every run gives the lock back, and nobody waits for another shared
   *     lock while holding it (else the components can starve each other);
   *   - **if a step touches nothing and issues nothing before it takes the
   *     lock**. A task that has to wait for another component's task does so
   *     between what it did before in that step and what it does after it; its
   *     component explored alone never shows that gap. Where nothing came
   *     before, the whole step can be thought to come later instead.
   * Refused when timed.
   */
  readonly mayShare?: (object: string) => boolean;
  /** Doubts a complete result by so many random walks of each component, and of the whole; see `audit`. Left out: trusts it. */
  readonly audit?: { readonly runs: number; readonly random: Random };
}

/**
 * Every class of `program`, up to symmetry, component by component.
 *
 * Components are explored apart and N is the sum. Afterwards every access that
 * any run of one component made is held against every access of the others. If
 * none conflict, the runs of the whole are exactly the interleavings of runs of
 * the components (otherwise look at the first step of a run of the whole that
 * conflicts with another component: its past within its component is a run of
 * that component, in which the same accesses were seen), and components under
 * no common clock constraint are feasible one by one. If some do conflict, the
 * components' results are thrown away and the whole is explored. What no footprint
 * shows is doubted by walks over the whole (`auditComposition`). Either way it
 * begins again where a lock turned out to matter that was taken for free.
 * Errors: as `explore`.
 */
export function exploreExhaustively<Outcome>(
  program: ComposedProgram<Outcome>,
  options: ExhaustivelyOptions<Outcome> = {},
): Promise<ExhaustiveExploration<Outcome>> {
  return withSettledLocks(program, options, (shouldStop) =>
    exploreParts(program, { ...options, shouldStop }),
  );
}

async function exploreParts<Outcome>(
  program: ComposedProgram<Outcome>,
  options: ExhaustivelyOptions<Outcome>,
): Promise<ExhaustiveExploration<Outcome>> {
  const refused: string[] = [];
  const parts = options.decomposition === 'ignore' ? [] : (program.components?.() ?? []);
  if (parts.length > 1) {
    const found: Exploration<Outcome>[] = [];
    if (parts.some(({ locks }) => locks !== program.locks)) {
      throw new ProgramFault('a component carries other knowledge of locks than its whole');
    }
    for (const part of parts) found.push(await explorePart(part, options, refused));
    const mayShare = options.timing === 'timed' ? undefined : options.mayShare;
    const shared = sharedAccess(
      found.map((exploration) => exploration.footprints),
      mayShare,
    );
    if (shared === null) return doubtedWhole(program, summed(found, refused), options);
    refused.push(`components are explored together: ${shared}`);
    options.onVoid?.();
  }
  return summed([await explorePart(program, options, refused)], refused);
}

/** The sum of the parts, doubted by walks over the whole. */
async function doubtedWhole<Outcome>(
  program: ComposedProgram<Outcome>,
  sum: ExhaustiveExploration<Outcome>,
  options: ExhaustivelyOptions<Outcome>,
): Promise<ExhaustiveExploration<Outcome>> {
  if (options.audit === undefined || sum.coverage.kind !== 'complete') return sum;
  const doubt = await auditComposition(program, sum.components, options.audit);
  if (doubt === null) return sum;
  return { ...sum, coverage: { kind: 'unsteady', drift: doubt.drift, doubt } };
}

async function explorePart<Outcome>(
  program: Program<Outcome>,
  options: ExhaustivelyOptions<Outcome>,
  refused: string[],
): Promise<Exploration<Outcome>> {
  const plan = options.symmetry === 'ignore' ? null : await planSymmetry(program);
  if (plan !== null && 'refused' in plan) refused.push(plan.refused);
  const symmetry = plan !== null && 'symmetry' in plan ? plan.symmetry : undefined;
  const found = await exploreOnce(
    program,
    new Exhaustive(symmetry === undefined ? {} : { rule: symmetry }),
    {
      ...options,
      ...options.listenTo?.(program),
      ...(symmetry === undefined ? {} : { namer: symmetry }),
    },
  );
  if (options.audit === undefined || found.coverage.kind !== 'complete') return found;
  const doubt = await audit(program, found, {
    ...options.audit,
    ...(symmetry === undefined ? {} : { namer: symmetry }),
  });
  if (doubt === null) return found;
  return { ...found, coverage: { kind: 'unsteady', drift: doubt.drift, doubt } };
}

function summed<Outcome>(
  components: readonly Exploration<Outcome>[],
  refused: readonly string[],
): ExhaustiveExploration<Outcome> {
  const sum = (pick: (exploration: Exploration<Outcome>) => number): number =>
    components.reduce((total, exploration) => total + pick(exploration), 0);
  // A doubt weighs more than what is missing.
  const incomplete =
    components.find(({ coverage }) => coverage.kind === 'unsteady') ??
    components.find(({ coverage }) => coverage.kind !== 'complete');
  return {
    coverage: incomplete?.coverage ?? { kind: 'complete' },
    endedBy: incomplete?.endedBy ?? 'strategy',
    schedules: sum((one) => one.schedules),
    classes: sum((one) => one.classes),
    redundant: sum((one) => one.redundant),
    abandoned: sum((one) => one.abandoned),
    infeasible: sum((one) => one.infeasible),
    components,
    refused,
  };
}

/** The first object, in words, over which two components conflict; null if there is none. */
export function sharedAccess(
  parts: readonly FootprintIds[],
  mayShare: (object: string) => boolean = () => false,
): string | null {
  const table = new AccessTable();
  /** By object: the accesses seen, each with its component. */
  const byObject = new Map<string, { id: number; part: number }[]>();
  for (let part = 0; part < parts.length; part += 1) {
    for (const access of parts[part]!.accesses()) {
      if (mayShare(access.object)) continue;
      const id = table.intern(access.object, access.mode, access.range);
      let known = byObject.get(access.object);
      if (known === undefined) {
        known = [];
        byObject.set(access.object, known);
      }
      for (const other of known) {
        if (other.part !== part && table.conflict(other.id, id))
          return `they share ${access.object}`;
      }
      known.push({ id, part });
    }
  }
  return null;
}
