import { describe, expect, it } from 'vitest';
import { ReplayCursor, SPEED_MAX, SPEED_MIN } from '../../src/server/index.js';
import type { TapeEvent } from '../../src/tape/index.js';

const eventAt = (atUs: number, seq: number): TapeEvent => ({
  kind: 'cycle-end',
  seq,
  atUs,
  task: null,
  cycle: null,
  runner: null,
});

function cursorOver(times: readonly number[], speed = 1) {
  const seen: number[] = [];
  const cursor = new ReplayCursor(
    times.map(eventAt),
    ({ seq }) => {
      seen.push(seq);
    },
    { speed },
  );
  return { cursor, seen };
}

describe('the cursor over a tape', () => {
  it('moves in virtual time, as much faster than the host as its speed says', () => {
    const { cursor, seen } = cursorOver([0, 1_000, 10_000, 10_000, 50_000], 2);
    cursor.tick(100);
    expect(seen).toEqual([0]);
    // 4 ms of the host are 8 ms of virtual time.
    cursor.tick(104);
    expect(seen).toEqual([0, 1]);
    expect(cursor.atUs).toBe(8_000);
    cursor.tick(105);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(cursor.state).toBe('playing');
    cursor.tick(1_000_000);
    expect(seen).toHaveLength(5);
    expect(cursor.state).toBe('ended');
    expect(cursor.atUs).toBe(50_000);
  });

  it('stands still while it is paused, and does not make up for it', () => {
    const { cursor, seen } = cursorOver([0, 1_000, 2_000]);
    cursor.tick(0);
    cursor.pause();
    cursor.tick(10_000);
    expect(seen).toEqual([0]);
    cursor.play();
    cursor.tick(10_001);
    expect(seen).toEqual([0, 1]);
  });

  it('steps one event at a time, and stands there', () => {
    const { cursor, seen } = cursorOver([0, 7_000, 7_000, 9_000]);
    cursor.step();
    cursor.step();
    expect(seen).toEqual([0, 1]);
    expect(cursor.state).toBe('paused');
    expect(cursor.atUs).toBe(7_000);
    cursor.step();
    cursor.step();
    expect(cursor.state).toBe('ended');
    cursor.step();
    cursor.play();
    cursor.pause();
    expect(cursor.state).toBe('ended');
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('changes its speed on the way, within bounds', () => {
    const { cursor, seen } = cursorOver([0, 1_000_000]);
    cursor.tick(0);
    cursor.setSpeed(0.001);
    cursor.tick(1_000);
    expect(cursor.atUs).toBe(1_000);
    cursor.setSpeed(1_000);
    cursor.tick(1_001);
    expect(seen).toEqual([0, 1]);
    cursor.setSpeed(1e12);
    expect(cursor.speed).toBe(SPEED_MAX);
    cursor.setSpeed(0);
    expect(cursor.speed).toBe(SPEED_MIN);
  });

  it('takes a bounded number of events in a tick, and falls behind rather than the host', () => {
    const { cursor, seen } = cursorOver(Array.from({ length: 5_000 }, (_, index) => index));
    cursor.tick(0);
    cursor.tick(1_000_000);
    expect(seen.length).toBe(1 + 2_000);
    expect(cursor.atUs).toBe(2_000);
    cursor.tick(2_000_000);
    cursor.tick(3_000_000);
    expect(cursor.state).toBe('ended');
  });

  it('lets the tape go when it is closed', () => {
    let isOpen = true;
    function* tape(): Generator<TapeEvent> {
      try {
        for (let seq = 0; ; seq++) yield eventAt(seq, seq);
      } finally {
        isOpen = false;
      }
    }
    const cursor = new ReplayCursor(tape(), () => {}, { speed: 1 });
    cursor.tick(0);
    cursor.close();
    expect(isOpen).toBe(false);
    cursor.tick(1_000);
    cursor.step();
  });
});
