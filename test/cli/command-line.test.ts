import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/index.js';
import { fakeHost } from './fake-host.js';

describe('a wrong command line', () => {
  const wrong: readonly [readonly string[], RegExp, RegExp][] = [
    [['--seed', '1'], /a command is missing/, /One of: start, replay/],
    [['repaly'], /no command 'repaly'/, /Did you mean replay\?/],
    [['--foo'], /no option --foo/, /--help/],
    [['replay', '--guard', 'none'], /replay has no option --guard/, /Did you mean --guards\?/],
    [['replay', '-x'], /replay has no option -x/, /racetape replay --help/],
    [['start', '--seed', '1'], /start has no option --seed/, /racetape start --help/],
    [['start', 'scenarios/app-4x-buy.yaml'], /start takes no/, /racetape replay/],
    [['replay', '--guards'], /--guards needs a value/, /--guards VALUE/],
    [['replay', '--guards', '--json'], /--guards needs a value/, /--guards VALUE/],
    [['replay', '--guards', ''], /--guards: expected a guard set/, /cycle-set/],
    [['replay', '--guards', 'three-layers'], /found "three-layers"/, /Did you mean three-layer\?/],
    [
      ['replay', '--guards', 'none,cycle-set'],
      /found "none,cycle-set"/,
      /Leave none out, or name it alone/,
    ],
    [['replay', '--guards', 'cycle-set,cycle-set'], /each guard once/, /second cycle-set/],
    [['replay', '--seed', 'x'], /whole number.*found "x"/, /--seed 1/],
    [['replay', '--seed', '-1'], /found "-1"/, /--seed 1/],
    [['replay', '--seed', '1.5'], /found "1.5"/, /--seed 1/],
    [['replay', '--seed', '4294967296'], /0 to 4294967295/, /--seed 1/],
    [['replay', '--seed', '1', '--seed', '2'], /--seed is given 2 times/, /once/],
    [
      ['replay', '--latency', 'db.wrte=constant(1ms)'],
      /operation=profile/,
      /Did you mean db\.write\?/,
    ],
    [['replay', '--latency', 'db.write'], /operation=profile/, /db\.write/],
    [['replay', '--latency', 'db.write=5ms'], /a latency profile/, /constant\(5ms\)/],
    [
      ['replay', '--latency', 'broker=constant(1ms)', '--latency', 'broker=constant(2ms)'],
      /broker is given twice/,
      /once/,
    ],
    [['replay', '--json=maybe'], /--json takes no value/, /leave it out/],
    [['replay', '--constructor', 'x'], /cannot be read/, /--help/],
    [['replay', '--out', ''], /--out is empty/, /--out reports/],
    [['replay', ''], /path is empty/, /scenarios\/app-4x-buy\.yaml/],
  ];
  it.each(wrong)('is refused with one message: %j', async (argv, message, advice) => {
    const host = fakeHost();
    expect(await host.run(...argv)).toBe(2);
    expect(host.said.stdout).toBe('');
    const lines = host.said.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(message);
    expect(lines[1]).toMatch(advice);
    expect(host.files()).toEqual([]);
  });

  it('is shown as text, whatever it holds', async () => {
    const host = fakeHost();
    expect(await host.run('re\u001b[2Jplay\u202e')).toBe(2);
    expect(host.said.stderr).not.toMatch(/\u001b|\u202e/);
  });
});

describe('help', () => {
  it('teaches commands, words, exit codes and examples', async () => {
    const host = fakeHost();
    expect(await host.run('--help')).toBe(0);
    for (const { name, examples } of COMMANDS) {
      expect(host.said.stdout).toContain(`racetape ${name}`);
      for (const { line } of examples) expect(host.said.stdout).toContain(line);
    }
    expect(host.said.stdout).toMatch(/Exit codes\n +0 .*\n +1 .*\n +2 .*\n +3 .*\n +70 .*\n +130 /);
    expect(host.said.stdout).toContain('duplicate  A BUY filled while');
    expect(host.said.stderr).toBe('');
  });

  it('is shown where no word is given, with the scenarios of the project', async () => {
    const [help, bare, project] = [fakeHost(), fakeHost(), fakeHost()];
    await help.run('--help');
    expect(await bare.run()).toBe(0);
    expect(bare.said).toEqual(help.said);
    for (let index = 10; index < 22; index++) project.put(`scenarios/it is ${index}.yaml`, '');
    project.put('scenarios/README.md', '');
    expect(await project.run()).toBe(0);
    const [, listed] = project.said.stdout.split('\nScenarios in this folder\n');
    expect(listed!.match(/^ {2}scenarios\/it is \d+\.yaml$/gm)).toHaveLength(10);
    expect(listed).toContain("  … and 2 more\nTry: racetape replay 'scenarios/it is 10.yaml'\n");
  });

  it('is the same by -h and by the word', async () => {
    const hosts = [fakeHost(), fakeHost(), fakeHost()];
    await Promise.all([hosts[0]!.run('--help'), hosts[1]!.run('-h'), hosts[2]!.run('help')]);
    expect(new Set(hosts.map(({ said }) => said.stdout)).size).toBe(1);
  });

  it.each(COMMANDS.map(({ name }) => name))('explains every option of %s', async (name) => {
    const host = fakeHost();
    expect(await host.run(name, '--help')).toBe(0);
    const command = COMMANDS.find((candidate) => candidate.name === name)!;
    for (const option of command.options) expect(host.said.stdout).toContain(`--${option.name}`);
  });

  it('keeps within a narrow terminal where words allow', async () => {
    const host = fakeHost({ columns: 60 });
    await host.run('replay', '--help');
    const options = host.said.stdout.split('Options\n')[1]!.split('\n\n')[0]!;
    for (const line of options.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it.each(COMMANDS.flatMap(({ examples }) => examples.map(({ line }) => line)))(
    'shows an example that works: %s',
    async (line) => {
      const host = fakeHost();
      const [, ...words] = line.split(' ').map((word) => word.replaceAll('"', ''));
      // Reports, scans and imports are made of what a replay has left.
      if (['report', 'scan', 'import'].includes(words[0]!))
        await host.run('replay', 'scenarios/app-4x-buy.yaml', '--quiet');
      if (words[0] === 'serve') {
        // Goes on until Ctrl-C; its own port may be taken on this machine.
        host.interruptAfter = 100;
        expect(await host.run(...words, '--port', '0')).toBe(130);
        expect(host.said.stdout).toMatch(
          /^Serving \S+ under \S+ at http:\/\/127\.0\.0\.1:\d+\/\n$/,
        );
        return;
      }
      const code = await host.run(...words);
      // What explores says there how long it took, which is no part of its result.
      const timed = ['explore', 'matrix'].includes(words[0]!) ? /^\d+ runs? in 0 µs\n$/ : /^$/;
      expect(host.said.stderr).toMatch(timed);
      expect([0, 1]).toContain(code);
    },
  );
});

describe('--version', () => {
  it('prints the version of the package', async () => {
    const host = fakeHost();
    expect(await host.run('--version')).toBe(0);
    expect(host.said.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
