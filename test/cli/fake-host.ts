import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { main } from '../../src/cli/index.js';
import type { ExitCode, Io } from '../../src/runs/index.js';

export const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

/** A host in a folder of its own that writes down what is said to it. Gone after the test. */
export interface FakeHost extends Io {
  said: { stdout: string; stderr: string };
  /** Presses Ctrl-C after so many looks at it. */
  interruptAfter: number;
  clockMs: number;
  /** Writes a file under the working folder and returns its relative path. */
  put(path: string, content: string | Uint8Array): string;
  /** Every file under the working folder, relative and sorted. */
  files(): string[];
  run(...argv: string[]): Promise<ExitCode>;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function fakeHost(
  options: {
    terminal?: 'yes';
    colour?: Io['colour'];
    columns?: number;
    packageFolder?: string;
  } = {},
): FakeHost {
  const cwd = mkdtempSync(join(tmpdir(), 'racetape-test-'));
  folders.push(cwd);
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => {
      said[name] += text;
    },
    isTerminal: options.terminal === 'yes',
    columns: options.columns ?? 100,
  });
  let looks = 0;
  const host: FakeHost = {
    said,
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd,
    colour: options.colour ?? 'allowed',
    packageFolder: options.packageFolder ?? PACKAGE,
    interruptAfter: Number.POSITIVE_INFINITY,
    clockMs: 0,
    nowMs: () => host.clockMs,
    interrupted: () => ++looks > host.interruptAfter,
    breathe: () => Promise.resolve(),
    cores: 2,
    meanwhile: (act) => {
      const timer = setInterval(act, 5);
      return () => clearInterval(timer);
    },
    put: (path, content) => {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), content);
      return path;
    },
    files: () =>
      readdirSync(cwd, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1))
        .sort(),
    run: (...argv) => main(argv, host),
  };
  return host;
}

/** A scenario in which APP is bought twice without guards. `changes` replaces lines by their key. */
export function smallScenario(changes: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    title: 'title: Two buys',
    story: 'story: Two tasks buy at once',
    source: 'source: {origin: a test, recorded: [], inferred: [all of it]}',
    start: 'start: 2026-01-26T15:42:07Z',
    zone: 'zone: America/New_York',
    account: 'account: {cash: "$100,000.00"}',
    signals:
      'signals:\n  - {symbol: APP, quantity: 1, price: 540.00}\n  - {symbol: APP, quantity: 7, price: 540.00}',
    latency: 'latency: {db.read: constant(1ms), db.write: constant(2ms), broker: constant(20ms)}',
    expect:
      'expect:\n  - {guards: none, verdict: fail, duplicates: 1}\n  - {guards: all, verdict: pass}',
    ...changes,
  };
  return `${Object.values(lines).join('\n')}\n`;
}
