import { expect } from 'vitest';
import { engine, type Program } from '../../src/index.js';
import { counted } from './counted.js';

export interface Explored {
  /** Classes whose runs come to their end; a blocked run is one that waits for nothing that comes. */
  readonly ended: number;
  readonly blocked: number;
  readonly redundant: number;
  readonly abandoned: number;
}

/** Explores to the end, adds a row to the table of the full run, and answers the counts. */
export async function explored(
  title: string,
  program: Program<'ended' | 'blocked'>,
  symmetry: 'use' | 'ignore' = 'ignore',
): Promise<Explored> {
  const found = await engine.exploreExhaustively(program, { symmetry });
  expect(found.coverage).toEqual({ kind: 'complete' });
  expect(found.refused).toEqual([]);
  const { outcomes } = found.components[0]!;
  const counts = {
    ended: outcomes.get('ended')?.classes ?? 0,
    blocked: outcomes.get('blocked')?.classes ?? 0,
    redundant: found.redundant,
    abandoned: found.abandoned,
  };
  expect(counts.ended + counts.blocked).toBe(found.classes);
  const { ended, ...others } = counts;
  counted(title, { counts: { classes: ended, ...others } });
  return counts;
}
