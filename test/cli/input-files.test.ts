import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

describe('a scenario file', () => {
  const bad: readonly [string, string | Uint8Array, RegExp][] = [
    ['is empty', '', /a\.yaml/],
    [
      'is binary',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
      /a\.yaml:1:5: is a binary file, not text/,
    ],
    ['is not UTF-8', new Uint8Array([0x74, 0xff, 0xfe, 0x0a]), /a\.yaml:1:2: is not UTF-8 text/],
    [
      'has a NUL byte in a later line',
      `${smallScenario()}# \u{1f600} \0`,
      /a\.yaml:14:6: is a binary file, not text/,
    ],
    [
      'has a byte that is no UTF-8 behind wide characters',
      Buffer.concat([Buffer.from('\ufefftitle: \u{1f600}é'), new Uint8Array([0xe2, 0x82])]),
      /a\.yaml:1:11: is not UTF-8 text/,
    ],
    ['has an unknown field', smallScenario({ title: 'titel: x' }), /a\.yaml:1:1: .*titel/],
  ];
  it.each(bad)('is refused where it %s', async (_what, content, message) => {
    const host = fakeHost();
    host.put('a.yaml', content);
    expect(await host.run('replay', 'a.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(message);
    expect(host.said.stderr).not.toMatch(/ {4}at /);
    expect(host.said.stdout).toBe('');
    expect(host.files()).toEqual(['a.yaml']);
  });

  it('is refused where it is a folder, which is told how to be named', async () => {
    const host = fakeHost();
    mkdirSync(join(host.cwd, 'mine'));
    expect(await host.run('replay', 'mine/')).toBe(2);
    expect(host.said.stderr).toBe(
      'racetape: mine: is a folder, not a scenario file\n  Name the files in it, for instance: racetape replay mine/*.yaml\n',
    );
  });

  it('is refused where it is missing, and what there is is named', async () => {
    const host = fakeHost();
    expect(await host.run('replay', 'no.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(
      /no\.yaml: no such file\n {2}Shipped are: scenarios\/app-4x-buy\.yaml/,
    );
    const bare = fakeHost({ packageFolder: host.cwd });
    expect(await bare.run('replay', 'no.yaml')).toBe(2);
    expect(bare.said.stderr).toMatch(/Check the path\./);
  });

  it('is refused where it cannot be opened', async () => {
    const host = fakeHost();
    symlinkSync('loop.yaml', join(host.cwd, 'loop.yaml'));
    expect(await host.run('replay', 'loop.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(/loop\.yaml: cannot be read: too many symbolic links/);
  });

  it('is refused where it is a device or a pipe', async () => {
    const host = fakeHost();
    expect(await host.run('replay', '/dev/null')).toBe(2);
    expect(host.said.stderr).toMatch(/\/dev\/null: is not a regular file/);
  });

  it('is not waited for where it is a pipe that nobody writes to', async () => {
    const host = fakeHost();
    execFileSync('mkfifo', [join(host.cwd, 'pipe.yaml')]);
    expect(await host.run('replay', 'pipe.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(/pipe\.yaml: is not a regular file/);
  });

  it('is refused where it is far too large to be one', async () => {
    const host = fakeHost();
    host.put('huge.yaml', '');
    truncateSync(join(host.cwd, 'huge.yaml'), 65 * 1024 * 1024);
    expect(await host.run('replay', 'huge.yaml')).toBe(2);
    expect(host.said.stderr).toMatch(/huge\.yaml: has 68157440 bytes/);
  });

  it('is told of together with every other one that is wrong', async () => {
    const host = fakeHost();
    host.put('a.yaml', smallScenario({ title: 'titel: x' }));
    host.put('b.yaml', smallScenario({ zone: 'zone: Mars/Olympus' }));
    expect(await host.run('replay', 'a.yaml', 'gone.yaml', 'b.yaml')).toBe(2);
    for (const words of ['a.yaml:1:1', 'gone.yaml: no such file', 'b.yaml:5:'])
      expect(host.said.stderr).toContain(words);
    expect(host.files()).toEqual(['a.yaml', 'b.yaml']);
  });

  it('is shown as text, whatever its name', async () => {
    const host = fakeHost();
    expect(await host.run('replay', '\u001b[2J\u202e<script>.yaml')).toBe(2);
    expect(host.said.stderr).not.toMatch(/\u001b|\u202e/);
    expect(host.said.stderr).toContain('<script>');
  });
});
