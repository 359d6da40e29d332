import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runFromProcess } from '../../src/cli/index.js';
import { outputOf, processIo } from '../../src/cli/process-io.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe('processIo', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'finds the package, and hears %s until it is closed',
    async (signal) => {
      const before = process.listenerCount(signal);
      const io = processIo();
      expect(existsSync(join(io.packageFolder, 'package.json'))).toBe(true);
      expect(io.interrupted()).toBe(false);
      process.emit(signal);
      expect(io.interrupted()).toBe(true);
      await io.breathe();
      expect(io.nowMs()).toBeGreaterThan(0);
      io.close();
      expect(process.listenerCount(signal)).toBe(before);
    },
  );

  it.each([
    ['', 'allowed'],
    ['1', 'refused'],
  ])('reads NO_COLOR=%s as colour %s', (value, colour) => {
    vi.stubEnv('NO_COLOR', value);
    const io = processIo();
    io.close();
    expect(io.colour).toBe(colour);
  });
});

describe('outputOf', () => {
  it('goes on in silence when the reader closes the pipe', () => {
    const handlers: ((error: Error) => void)[] = [];
    const written: string[] = [];
    const output = outputOf({
      on: (_event: string, handler: (error: Error) => void) => handlers.push(handler),
      write: (text: string) => written.push(text),
    } as unknown as NodeJS.WriteStream);
    output.write('a');
    handlers[0]!(Object.assign(new Error('pipe'), { code: 'EPIPE', syscall: 'write' }));
    output.write('b');
    expect(written).toEqual(['a']);
    expect(output.columns).toBe(80);
    expect(() => handlers[0]!(new Error('something else'))).toThrow('something else');
  });
});

describe('runFromProcess', () => {
  it('reads the words of the process and leaves it the exit code', async () => {
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'racetape', '--version']);
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await runFromProcess();
    expect(write).toHaveBeenCalledWith(expect.stringMatching(/^\d+\.\d+\.\d+\n$/));
    expect(process.exitCode).toBe(0);
  });
});
