import { describe, expect, it } from 'vitest';
import { CALL_FAULTS } from '../../src/database/call-faults.js';
import { FAULT_KINDS, FAULTS, type FaultForm, type FaultKindOf } from '../../src/domain/index.js';
import { CLOCK_FAULTS } from '../../src/simulation/clock-faults.js';
import { SIGNAL_FAULTS } from '../../src/simulation/deliveries.js';

type Handlers<S extends FaultForm['strikes']> = Readonly<Record<FaultKindOf<S>, unknown>>;

// The compiler is the test: an expected error that is none is an error itself (`npm run typecheck`).
const { crash: _crash, ...withoutCrash } = CALL_FAULTS;
// @ts-expect-error A table of call handlers without a kind that strikes calls does not compile.
const _calls: Handlers<'call'> = withoutCrash;
const { 'signal-late': _late, ...withoutLate } = SIGNAL_FAULTS;
// @ts-expect-error Nor does one of signals.
const _signals: Handlers<'signal'> = withoutLate;
const { 'wrong-zone': _zone, ...withoutZone } = CLOCK_FAULTS;
// @ts-expect-error Nor does one of runners.
const _clocks: Handlers<'runner'> = withoutZone;

describe('the handlers of faults', () => {
  it('handle every kind once, each in the table of what it strikes', () => {
    const tables = { call: CALL_FAULTS, signal: SIGNAL_FAULTS, runner: CLOCK_FAULTS };
    const handled = Object.entries(tables).flatMap(([strikes, table]) =>
      Object.keys(table).map((kind) => `${strikes} ${kind}`),
    );
    const declared = FAULT_KINDS.map((kind) => `${FAULTS[kind].strikes} ${kind}`);
    expect(handled.sort()).toEqual([...declared].sort());
  });
});
