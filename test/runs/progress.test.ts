import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/runs/progress.js';
import { type FakeHost, fakeHost } from '../cli/fake-host.js';

/** Tells of one run with so many thousand events, each thousand taking `ms` of host time. */
function tell(host: FakeHost, thousands: number, ms: number, volume: 'told' | 'quiet' = 'told') {
  const progress = createProgress(host, 2, volume);
  progress.runStarts('burst none', 1_000_000);
  for (let i = 1; i <= thousands; i++) {
    host.clockMs += ms;
    for (let k = 0; k < 1_024; k++) progress.event(i * 100_000);
  }
  progress.runEnds();
  progress.close();
  return host.said.stderr;
}

describe('progress', () => {
  it('is a line every ten seconds where stderr is no terminal', () => {
    const lines = tell(fakeHost(), 25, 1_000).trimEnd().split('\n');
    expect(lines).toEqual([
      'run 1 of 2: burst none, 10240 events',
      'run 1 of 2: burst none, 20480 events',
    ]);
  });

  it('says nothing of a batch that is done before ten seconds', () => {
    expect(tell(fakeHost(), 5, 1_000)).toBe('');
  });

  it('is a bar on a terminal, wiped at the end', () => {
    const said = tell(fakeHost({ terminal: 'yes' }), 5, 200);
    expect(said).toMatch(/^\r\[#\.{23}\] run 1 of 2: burst none, 1024 events\u001b\[K/);
    expect(said).toMatch(/\r\u001b\[K$/);
    expect(said).not.toContain('\n');
  });

  it('cuts its words to a narrow terminal', () => {
    const said = tell(fakeHost({ terminal: 'yes', columns: 40 }), 1, 200);
    expect(said.split('\u001b[K')[0]!.length).toBeLessThanOrEqual(41);
  });

  it('never shows a run without end as the whole', () => {
    const said = tell(fakeHost({ terminal: 'yes' }), 200, 200);
    expect(said).not.toContain('#'.repeat(24));
  });

  it('is silent when asked to be', () => {
    expect(tell(fakeHost({ terminal: 'yes' }), 25, 1_000, 'quiet')).toBe('');
  });

  it('shows a hostile name as text', () => {
    const host = fakeHost({ terminal: 'yes' });
    const progress = createProgress(host, 1, 'told');
    progress.runStarts('\u001b[2J\u202e', 1);
    host.clockMs = 1_000;
    progress.runEnds();
    expect(host.said.stderr).not.toMatch(/\u001b\[2J|\u202e/);
  });
});
