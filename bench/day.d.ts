import type { Scenario } from '../src/scenario/index.js';

/** A frozen scenario of `count` signals. */
export function dayOf(count: number): Scenario;
