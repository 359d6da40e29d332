import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runRacetape, temporaryFolder } from './run-racetape.js';

const BIN = fileURLToPath(new URL('../../bin/racetape.js', import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());

function explore(scenario: string, ...words: string[]) {
  const path = `scenarios/${scenario}.yaml`;
  const { code, stdout, stderr } = runRacetape(folder.path, 'explore', path, ...words, '--json');
  // How long it took, and nothing else: no part of the answer.
  expect(stderr).toMatch(/^\d+ runs? in [^\n]+\n$/);
  return { code, explored: JSON.parse(stdout) };
}

describe('exploring the shipped scenarios', () => {
  it('breaks under three layers what a thousand replays pass, in one to three deviations', () => {
    const { code, explored } = explore('app-overlapping-narrow', '--guards', 'three-layer');
    expect(code).toBe(0);
    const { counterexample, passingTwin, coverage } = explored;
    expect(coverage.kind).toBe('complete');
    expect(counterexample).toMatchObject({ signals: 2, kind: 'stale-read' });
    expect(counterexample.deviations).toBeGreaterThanOrEqual(1);
    expect(counterexample.deviations).toBeLessThanOrEqual(3);
    expect(passingTwin.flipped).toHaveLength(2);
  });

  it('certifies both overlaps under all guards', () => {
    for (const scenario of ['app-overlapping-cycles', 'app-overlapping-narrow']) {
      const { code, explored } = explore(scenario, '--guards', 'all');
      expect([code, explored.verdict, explored.coverage.kind]).toEqual([0, 'pass', 'complete']);
    }
  });

  it('finds the path that goes around three layers', () => {
    const { code, explored } = explore('app-second-path', '--guards', 'three-layer');
    expect([code, explored.counterexample.kind]).toEqual([0, 'bypass']);
  });

  it('saves tapes that its tokens, pasted, make again byte for byte', () => {
    const guards = join(folder.path, 'reports/app-overlapping-narrow/three-layer');
    const { counterexample, passingTwin } = JSON.parse(
      readFileSync(join(guards, 'explore.json'), 'utf8'),
    );
    for (const [token, name] of [
      [counterexample.token, 'counterexample.jsonl'],
      [passingTwin.token, 'twin.jsonl'],
    ]) {
      const words = ['scenarios/app-overlapping-narrow.yaml', '--guards', 'three-layer'];
      const { code } = runRacetape(folder.path, 'replay', ...words, '--token', token);
      expect(code).toBe(0);
      const tape = readFileSync(join(guards, 'tape.jsonl'), 'utf8');
      expect(tape).toBe(readFileSync(join(guards, name), 'utf8'));
    }
    expect(existsSync(join(guards, 'explore.html'))).toBe(true);
  });
});

describe('the matrix of a bypass', () => {
  it('reads: only a guard at the broker is needed, and it is enough', () => {
    const path = 'scenarios/app-second-path.yaml';
    const { code, stdout } = runRacetape(folder.path, 'matrix', path, '--json');
    const { cells, reading } = JSON.parse(stdout);
    expect([code, cells.length, reading.undecided]).toEqual([0, 32, 0]);
    expect(reading.necessary).toEqual(['unique-intent']);
    expect(reading.minimalSafe).toEqual([['memory-position', 'unique-intent']]);
  });
});

describe('Ctrl-C', () => {
  it('prints and saves what an exploration found, with its true claim; exit 130', async () => {
    // Six buyers without guards: far more orders than anybody waits for.
    const scenario = readFileSync(join(BIN, '../../scenarios/app-4x-buy.yaml'), 'utf8');
    const more =
      'signals:\n  - {symbol: APP, quantity: 3, price: 540.00}\n  - {symbol: APP, quantity: 4, price: 540.00}\n';
    writeFileSync(join(folder.path, 'six.yaml'), scenario.replace('signals:\n', more));
    const words = [
      'explore',
      'six.yaml',
      '--guards',
      'db-position',
      '--untimed',
      '--budget',
      '10m',
    ];
    const child = spawn(process.execPath, [BIN, ...words], { cwd: folder.path });
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString();
    });
    const press = setTimeout(() => child.kill('SIGINT'), 4_000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(press);
    expect(complained).toContain('interrupted');
    expect(code).toBe(130);
    expect(said).toMatch(/^sampled\(\d+\) {2}(It was stopped early|No order was run)/m);
    expect(existsSync(join(folder.path, 'reports/six/db-position/explore.json'))).toBe(true);
  });
});
