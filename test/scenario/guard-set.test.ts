import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GUARD_NAMES, GUARD_SETS } from '../../src/guards/index.js';
import { parseGuardSet, resolveGuards } from '../../src/scenario/index.js';

const read = (text: string) => {
  const parsed = parseGuardSet(text);
  return parsed.ok ? parsed.value : parsed.refusal;
};

describe('parseGuardSet', () => {
  it.each(Object.keys(GUARD_SETS))('reads the named set %s', (name) => {
    expect(read(name)).toEqual({ guardSet: name, guards: GUARD_SETS[name] });
  });

  it('leaves recorded to the scenario', () => {
    const set = { guardSet: 'recorded', guards: null };
    expect(read('recorded')).toEqual(set);
    expect(resolveGuards(set, { guards: ['cycle-set'] })).toEqual(['cycle-set']);
    expect(resolveGuards({ guardSet: 'none', guards: [] }, { guards: ['cycle-set'] })).toEqual([]);
  });

  it('puts a comma list into canonical order, whatever order it was named in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...GUARD_NAMES], { minLength: 1 }), (names) => {
        const guards = GUARD_NAMES.filter((name) => names.includes(name));
        expect(read(names.join(' , '))).toEqual({ guardSet: guards.join(','), guards });
      }),
    );
  });

  it.each([
    ['three-layer,recent-trade', [...GUARD_SETS['three-layer']!, 'recent-trade']],
    ['lease , before', ['memory-position', 'lease']],
    ['cycle-set,three-layer', GUARD_SETS['three-layer']!],
  ])('takes a named set in the list %j for its guards', (text, guards) => {
    expect(read(text)).toEqual({ guardSet: guards.join(','), guards });
  });

  it.each([
    ['cycle-sett', 'did you mean cycle-set?'],
    ['CycleSet', 'did you mean cycle-set?'],
    ['three_layers', 'did you mean three-layer?'],
    ['cycle-set,db', `one of: before, three-layer, all, ${GUARD_NAMES.join(', ')}`],
    ['', `name at least one guard between commas: ${GUARD_NAMES.join(', ')}`],
    ['cycle-set,', `name at least one guard between commas: ${GUARD_NAMES.join(', ')}`],
    ['cycle-set,cycle-set', 'remove the second cycle-set'],
    ['all,all', 'remove the second all'],
    ['cycle-set,none', 'leave none out, or name it alone'],
    ['recorded,cycle-set', 'leave recorded out, or name it alone'],
  ])('refuses %j', (text, hint) => {
    expect(read(text)).toMatchObject({ found: JSON.stringify(text), hint });
  });

  it.each(['toString', '__proto__', 'constructor'])('takes %s for no set', (text) => {
    expect(read(text)).toHaveProperty('hint');
  });
});
