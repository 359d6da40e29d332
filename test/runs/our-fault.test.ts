import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplayRequest, TapeListener } from '../../src/experiments/index.js';
import { fakeHost, smallScenario } from '../cli/fake-host.js';

/** What the replay does instead of the real one, where a test says so. */
const sabotage = vi.hoisted(() => ({
  replay: null as null | ((request: ReplayRequest, listener: TapeListener) => Promise<never>),
}));

vi.mock('../../src/experiments/index.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/experiments/index.js')>();
  return {
    ...original,
    replay: (request: ReplayRequest, listener: TapeListener) =>
      (sabotage.replay ?? original.replay)(request, listener),
  };
});

beforeEach(() => {
  sabotage.replay = null;
});

describe('a fault of ours', () => {
  it('exits 70 with seed, token, virtual time, sequence and a line to paste; nothing half-written', async () => {
    const { replay } = await vi.importActual<typeof import('../../src/experiments/index.js')>(
      '../../src/experiments/index.js',
    );
    sabotage.replay = async (request, listener) => {
      let seen = 0;
      await replay(request, {
        header: (header, line) => listener.header(header, line),
        event: (event, line) => {
          if (++seen === 5) throw new Error('the clock went back');
          listener.event(event, line);
        },
      });
      throw new Error('the clock went back');
    };
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml', '--guards', 'none', '--seed', '9')).toBe(70);
    expect(host.said.stderr).toMatch(/this is our fault, not yours/);
    expect(host.said.stderr).toMatch(
      /replay of a\.yaml broke off\n {2}seed 9, token \(none\)\n {2}virtual time \d+ µs, seq \d+\n/,
    );
    expect(host.said.stderr).toContain('Error: the clock went back\n');
    expect(host.said.stderr).toMatch(
      /See it again:\n {2}npx racetape replay a\.yaml --guards none --seed 9\n$/,
    );
    expect(host.files()).toEqual(['a.yaml']);
  });

  it('before the tape begins is told with the command line itself', async () => {
    sabotage.replay = () => Promise.reject(new Error('no engine'));
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml', '--guards', 'none')).toBe(70);
    expect(host.said.stderr).toMatch(/seq -1\n/);
    expect(host.said.stderr).toMatch(
      /See it again:\n {2}npx racetape replay a\.yaml --guards none\n$/,
    );
  });

  it('outside a run is told too, even where it is no Error', async () => {
    const host = fakeHost();
    Object.defineProperty(host, 'cwd', {
      get: () => {
        throw 'not even an Error';
      },
    });
    expect(await host.run('replay')).toBe(70);
    expect(host.said.stderr).toMatch(
      / {2}not even an Error\nSee it again:\n {2}npx racetape replay\n$/,
    );
    Object.defineProperty(host, 'cwd', { value: '/' });
  });

  it('does not take the runs with it that had finished', async () => {
    const { replay } = await vi.importActual<typeof import('../../src/experiments/index.js')>(
      '../../src/experiments/index.js',
    );
    sabotage.replay = async (request, listener) => {
      if (request.guardSet === 'all') throw new Error('late');
      return (await replay(request, listener)) as never;
    };
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml')).toBe(70);
    expect(host.files()).toContain('reports/a/none/trading_data.db');
    expect(host.files()).toContain('reports/index.html');
    expect(host.files().join()).not.toContain('reports/a/all');
  });
});

describe('a verdict that could not be reached', () => {
  it('exits 3 where another one was expected', async () => {
    const { replay } = await vi.importActual<typeof import('../../src/experiments/index.js')>(
      '../../src/experiments/index.js',
    );
    sabotage.replay = async (request, listener) => {
      const result = await replay(request, listener);
      const judgement = { ...result.judgement, verdict: 'inconclusive', expected: false } as const;
      return { ...result, judgement } as never;
    };
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    expect(await host.run('replay', 'a.yaml', '--guards', 'all')).toBe(3);
  });
});

describe('a listener that fails', () => {
  it('is heard of even where the run swallows what it throws', async () => {
    const { replay } = await vi.importActual<typeof import('../../src/experiments/index.js')>(
      '../../src/experiments/index.js',
    );
    sabotage.replay = async (request, listener) =>
      (await replay(request, {
        header: (header, line) => listener.header(header, line),
        event: (event, line) => {
          try {
            listener.event(event, line);
          } catch {
            // As a fail-open path of the system under test would.
          }
        },
      })) as never;
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    host.interruptAfter = 10;
    expect(await host.run('replay', 'a.yaml')).toBe(130);
    expect(host.files()).toEqual(['a.yaml']);
  });
});
