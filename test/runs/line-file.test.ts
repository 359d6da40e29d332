import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineFile } from '../../src/runs/line-file.js';
import { fakeHost } from '../cli/fake-host.js';

describe('LineFile', () => {
  it('writes what it was given, in order, across many buffers and beyond ASCII', () => {
    const path = join(fakeHost().cwd, 'a.jsonl');
    const file = new LineFile(path);
    let expected = '';
    for (let i = 0; i < 20_000; i++) {
      const line = `${i} ${'é☃😀'.repeat(i % 7)}\n`;
      file.write(line);
      expected += line;
    }
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(expected);
  });

  it('writes a line longer than its buffer', () => {
    const path = join(fakeHost().cwd, 'a.jsonl');
    const file = new LineFile(path);
    const long = `${'☃'.repeat(300_000)}\n`;
    file.write('before\n');
    file.write(long);
    file.write('after\n');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(`before\n${long}after\n`);
  });

  it('holds back until its buffer is full, and drops that when abandoned', () => {
    const path = join(fakeHost().cwd, 'a.jsonl');
    const file = new LineFile(path);
    file.write('a line\n');
    expect(readFileSync(path, 'utf8')).toBe('');
    file.abandon();
    file.abandon();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('never writes into a file that is there already', () => {
    const host = fakeHost();
    const path = join(host.cwd, host.put('a.jsonl', 'mine'));
    expect(() => new LineFile(path)).toThrow(/EEXIST/);
  });
});
