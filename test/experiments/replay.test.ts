import { describe, expect, it } from 'vitest';
import { replay } from '../../src/experiments/index.js';
import { digestTape, parseTape, type TapeEvent, type TapeHeader } from '../../src/tape/index.js';
import { ask } from '../database/trading-tables-under-test.js';
import { guardsOf, worldOf } from '../simulation/small-world.js';

const BURST = worldOf(`signals:
  - {id: first, symbol: APP, quantity: 7, price: 540.00}
  - {id: again, symbol: APP, quantity: 7, price: 540.00}
expect: [{guards: none, verdict: fail, duplicates: 1}]`);

/** One replay, with all that a listener hears. */
async function heard(guardSet: string, seed = 1) {
  const lines: string[] = [];
  const headers: TapeHeader[] = [];
  const events: TapeEvent[] = [];
  const request = { scenario: BURST, guardSet, guards: guardsOf(guardSet), seed };
  const result = await replay(request, {
    header: (header, line) => {
      headers.push(header);
      lines.push(line);
    },
    event: (event, line) => {
      events.push(event);
      lines.push(line);
    },
  });
  return { result, lines, headers, events };
}

describe('a replay', () => {
  it('hands over the header first and then every event, as the lines of a tape', async () => {
    const { result, lines, headers, events } = await heard('none');
    expect(headers).toEqual([result.header]);
    expect(events).toHaveLength(result.eventsCount);
    const parsed = parseTape(`${lines.join('\n')}\n`);
    if (!parsed.ok) throw new Error('no tape');
    expect(parsed.tape).toEqual({ header: result.header, events });
  });

  it('gives the digest of that tape, and its end', async () => {
    const { result, events } = await heard('three-layer');
    expect(result.digest).toBe(digestTape({ header: result.header, events }));
    expect(result.endUs).toBe(events.at(-1)?.atUs);
  });

  it('keeps in the header what was asked for, and the scenario’s expectations', async () => {
    const { result } = await heard('three-layer', 77);
    expect(result.header).toMatchObject({
      guardSet: 'three-layer',
      guards: guardsOf('three-layer'),
      seed: 77,
      token: '',
      scenario: {
        id: 'small-world',
        expect: [{ guardSet: 'none', verdict: 'fail', duplicates: 1 }],
      },
    });
  });

  it('judges on the way: a duplicate without guards, none with them', async () => {
    const none = (await heard('none')).result.judgement;
    expect(none.verdict).toBe('fail');
    const all = (await heard('all')).result.judgement;
    expect(all.verdict).toBe('pass');
  });

  it('leaves the database as the run left it', async () => {
    const { result } = await heard('none');
    const trades = await ask(
      result.database,
      'SELECT symbol, side, quantity FROM trades ORDER BY id',
    );
    expect(trades).toEqual([
      ['APP', 'BUY', 7],
      ['APP', 'BUY', 7],
    ]);
  });
});
