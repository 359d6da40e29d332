import { describe, expect, it } from 'vitest';
import { LISTENERS_MAX, LiveFeed, WAITING_MAX } from '../../src/server/index.js';
import { FakeSink, messagesOf } from './fake-sink.js';

const snapshot = () => ({ all: 'there is' });

function joined(feed: LiveFeed, lastSeen: string | null = null): FakeSink {
  const sink = new FakeSink();
  feed.join(sink, lastSeen, snapshot);
  return sink;
}

describe('the live feed', () => {
  it('begins with a snapshot, and goes on with numbered messages', () => {
    const feed = new LiveFeed('s');
    feed.publish('frame', { at: 1 });
    const sink = joined(feed);
    feed.publish('frame', { at: 2 });
    expect(messagesOf(sink.text)).toEqual([
      { id: 's-1', event: 'snapshot', data: { all: 'there is' } },
      { id: 's-2', event: 'frame', data: { at: 2 } },
    ]);
  });

  it('lets a browser that comes back hear what it missed, each message once', () => {
    const feed = new LiveFeed('s');
    for (let at = 1; at <= 5; at++) feed.publish('frame', { at });
    expect(messagesOf(joined(feed, 's-3').text)).toEqual([
      { id: 's-4', event: 'frame', data: { at: 4 } },
      { id: 's-5', event: 'frame', data: { at: 5 } },
    ]);
    expect(messagesOf(joined(feed, 's-5').text)).toEqual([]);
    expect(messagesOf(joined(feed, 's-0').text)).toHaveLength(5);
  });

  it.each(['other-3', 's-9', 's--1', 's-1e3', 'nonsense', ''])(
    'begins anew where a number says nothing: %j',
    (lastSeen) => {
      const feed = new LiveFeed('s');
      for (let at = 1; at <= 5; at++) feed.publish('frame', { at });
      expect(messagesOf(joined(feed, lastSeen).text)).toEqual([
        { id: 's-5', event: 'snapshot', data: { all: 'there is' } },
      ]);
    },
  );

  it('forgets what is long past, and begins anew for those who ask for it', () => {
    const feed = new LiveFeed('s');
    for (let at = 1; at <= 2_000; at++) feed.publish('frame', { at, padding: 'x'.repeat(2_000) });
    expect(messagesOf(joined(feed, 's-10').text).map(({ event }) => event)).toEqual(['snapshot']);
    expect(messagesOf(joined(feed, 's-1990').text)).toHaveLength(10);
  });

  it('keeps the line breaks of its data out of its own', () => {
    const feed = new LiveFeed('s');
    const sink = joined(feed);
    feed.publish('frame', { words: 'a\n\nid: s-99\nevent: bye\ndata: {}\n\n' });
    expect(messagesOf(sink.text)).toHaveLength(2);
  });

  it('is full at its bound, and has room again when somebody leaves', () => {
    const feed = new LiveFeed('s');
    const sinks = Array.from({ length: LISTENERS_MAX }, () => joined(feed));
    expect(feed.isFull).toBe(true);
    sinks[0]!.close();
    expect(feed.isFull).toBe(false);
    expect(feed.listenersCount).toBe(LISTENERS_MAX - 1);
  });

  it('shows now and then that it is still there', () => {
    const feed = new LiveFeed('s');
    const sink = joined(feed);
    const before = sink.text;
    feed.tick(0);
    feed.tick(14_999);
    expect(sink.text).toBe(before);
    feed.tick(15_000);
    expect(sink.text).toBe(`${before}: still here\n\n`);
  });

  it('says goodbye when it closes, and takes nobody any more', () => {
    const feed = new LiveFeed('s');
    const sink = joined(feed);
    feed.close();
    expect(sink.ended).toMatch(/^event: bye\n/);
    expect(feed.isFull).toBe(true);
  });
});

describe('a slow listener', () => {
  const message = { padding: 'x'.repeat(1_000) };

  it('is let go with a notice at its bound, and the others hear everything', () => {
    const feed = new LiveFeed('s');
    const [slow, quick] = [joined(feed), joined(feed)];
    slow.isReading = false;
    const count = 10 * Math.ceil(WAITING_MAX / 1_000);
    for (let at = 0; at < count; at++) feed.publish('frame', message);
    // Nothing is written to it after it first said that it is enough.
    expect(slow.written).toHaveLength(3);
    expect(messagesOf(quick.text)).toHaveLength(count + 1);
    slow.isReading = true;
    slow.drain();
    expect(slow.ended).toMatch(/^event: dropped\ndata: \{"reason":"too slow/);
    expect(slow.written).toHaveLength(3);
  });

  it('holds no more than its bound in memory, however much is said', () => {
    const feed = new LiveFeed('s');
    const slow = joined(feed);
    slow.isReading = false;
    // Just within the bound: it is all kept, and handed over in one piece.
    let length = 0;
    feed.publish('frame', message);
    const each = slow.written.at(-1)!.length;
    while (length + each + 8 <= WAITING_MAX) {
      feed.publish('frame', message);
      length += each + 8;
    }
    slow.isReading = true;
    slow.drain();
    expect(slow.ended).toBeNull();
    expect(slow.written.at(-1)!.length).toBeLessThanOrEqual(WAITING_MAX);
    expect(messagesOf(slow.text).at(-1)!.data).toEqual(message);
  });

  it('that does not even take the notice is cut off after a while', () => {
    const feed = new LiveFeed('s');
    const slow = joined(feed);
    slow.isReading = false;
    for (let at = 0; at < 1_000; at++) feed.publish('frame', message);
    feed.tick(0);
    feed.tick(5_000);
    expect(slow.isDestroyed).toBe(false);
    feed.tick(5_001);
    expect(slow.isDestroyed).toBe(true);
    expect(feed.listenersCount).toBe(0);
  });

  it('that catches up goes on as if nothing had been', () => {
    const feed = new LiveFeed('s');
    const sink = joined(feed);
    sink.isReading = false;
    for (let at = 1; at <= 10; at++) feed.publish('frame', { at });
    sink.isReading = true;
    sink.drain();
    for (let at = 11; at <= 12; at++) feed.publish('frame', { at });
    const ats = messagesOf(sink.text).map(({ data }) => (data as { at?: number }).at);
    expect(ats).toEqual([undefined, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});
