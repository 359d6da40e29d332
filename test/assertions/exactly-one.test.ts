import { describe, expect, it } from 'vitest';
import { exactlyOne } from '../../src/assertions/index.js';
import { sampleHeader } from '../tape/sample-tape.js';
import { arrival, fill, findingsOf, guard, held, reject, signal, skip } from './story.js';

const holding = sampleHeader({ scenario: { positions: [held(3)] } });

describe('exactly-one', () => {
  it('accepts blocked attempts where one of the epoch is filled, before or after', () => {
    const told = [
      signal(),
      signal({ signalId: 's2' }),
      guard('blocked', { signalId: 's2' }),
      fill(),
    ];
    expect(findingsOf(exactlyOne, told)).toEqual([]);
    expect(
      findingsOf(exactlyOne, [
        signal(),
        fill(),
        signal({ signalId: 's2' }),
        guard('blocked', { signalId: 's2' }),
      ]),
    ).toEqual([]);
  });

  it('rejects a flat epoch in which the only attempt was blocked, naming layer and reason', () => {
    const told = [
      signal(),
      guard('blocked', { layer: 'db-position', reason: 'already held (qty=7)', atUs: 1_200_000 }),
    ];
    expect(findingsOf(exactlyOne, told)).toEqual([
      {
        assertion: 'exactly-one',
        severity: 'error',
        message:
          'APP: no BUY was filled where one was due: blocked by db-position at 1.2 s (already held (qty=7)). ' +
          'What stopped the attempts left the account flat.',
        atUs: 1_200_000,
        seq: 1,
        symbol: 'APP',
        duplicateKind: null,
      },
    ]);
  });

  it('rejects a rejected attempt that blocks the ones after it, in one finding', () => {
    const told = [
      signal(),
      guard('marked'),
      reject('insufficient funds'),
      ...['s2', 's3', 's4', 's5'].flatMap((signalId) => [
        signal({ signalId }),
        guard('blocked', { signalId }),
      ]),
    ];
    const found = findingsOf(exactlyOne, told);
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toMatch(
      /rejected by the broker at 0.002 s \(insufficient funds\), then blocked by cycle-set at .*, and 2 more\./,
    );
  });

  it('accepts a rejection that a later fill makes good', () => {
    expect(
      findingsOf(exactlyOne, [
        signal(),
        reject('busy'),
        signal({ signalId: 's2' }),
        fill({ signalId: 's2' }),
      ]),
    ).toEqual([]);
  });

  it('rejects an attempt that was lost on its way', () => {
    const [finding] = findingsOf(exactlyOne, [arrival(), signal(), guard('passed')]);
    expect(finding).toMatchObject({
      message: expect.stringContaining(
        'lost by its task at 0.001 s (begun and never heard of again)',
      ),
      symbol: 'APP',
    });
    expect(findingsOf(exactlyOne, [arrival()])).toHaveLength(1);
  });

  it('leaves a signal that nobody took up to the assertion on signals', () => {
    const late = { kind: 'late-signal', signalId: 's1', symbol: 'APP', reason: 'over' } as const;
    expect(findingsOf(exactlyOne, [arrival(), late])).toEqual([]);
  });

  it('accepts a skip: too small is not due', () => {
    expect(findingsOf(exactlyOne, [signal(), skip()])).toEqual([]);
  });

  it('accepts blocks of what is held, and rejects one after the SELL that made it flat', () => {
    const block = [signal({ signalId: 's2' }), guard('blocked', { signalId: 's2' })];
    expect(findingsOf(exactlyOne, block, holding)).toEqual([]);
    const sell = fill({ side: 'SELL', quantity: 3, signalId: 's0' });
    expect(findingsOf(exactlyOne, [...block, sell], holding)).toEqual([]);
    expect(findingsOf(exactlyOne, [sell, ...block], holding)).toHaveLength(1);
    expect(findingsOf(exactlyOne, [sell, ...block, signal(), fill()], holding)).toEqual([]);
  });

  it('rejects a blocked scale-in, held or flat, once', () => {
    const told = [
      signal({ scaleIn: true }),
      guard('blocked', { layer: 'cycle-set', reason: 'attempted' }),
    ];
    for (const header of [holding, sampleHeader()]) {
      const found = findingsOf(exactlyOne, told, header);
      expect(found).toHaveLength(1);
      expect(found[0]!.message).toContain(
        'a wanted scale-in was blocked by cycle-set at 0.001 s (attempted)',
      );
    }
  });

  it('does not ask for SELL attempts, nor count what it never saw begin', () => {
    expect(findingsOf(exactlyOne, [signal({ side: 'SELL' }), guard('blocked')])).toEqual([]);
    expect(
      findingsOf(exactlyOne, [signal({ side: 'SELL' }), reject('no', { side: 'SELL' })]),
    ).toEqual([]);
    expect(findingsOf(exactlyOne, [guard('blocked')])).toEqual([]);
  });
});
