import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Io } from '../runs/index.js';
import { EXIT, hostOnly, InputProblem, makeFolder } from '../runs/index.js';
import type { Command } from './command.js';

/** What is written, and the example of the package that it is a copy of. */
const FILES: readonly { readonly path: string; readonly from: string }[] = [
  { path: 'scenarios/starter.yaml', from: 'examples/starter-scenario.yaml' },
  { path: 'racetape.config.yaml', from: 'examples/racetape.config.yaml' },
  { path: '.github/workflows/racetape.yml', from: 'examples/github-workflow.yml' },
];

/** `racetape init`: a place to start, which the gate opens for. */
export const initCommand: Command = {
  name: 'init',
  positionals: '',
  summary: 'Write a first scenario, a configuration of the gate and a workflow.',
  teaching: `Writes ${FILES.map(({ path }) => path).join(', ')}
into the working folder, all of them or none: where one is there already, nothing is written.
Then: racetape gate`,
  options: [],
  examples: [{ line: 'racetape init', shows: 'Three files to make your own.' }],
  run: async (_given, io) => {
    refuseToOverwrite(io);
    for (const { path, from } of FILES) {
      const target = join(io.cwd, path);
      await hostOnly(target, () => {
        makeFolder(dirname(target));
        // `wx`: a file that has come up since is not overwritten either.
        writeFileSync(target, readFileSync(join(io.packageFolder, from)), { flag: 'wx' });
      });
      io.stdout.write(`${path}\n`);
    }
    io.stdout.write('Next: npx racetape gate\n');
    return EXIT.asExpected;
  },
};

function refuseToOverwrite({ cwd }: Io): void {
  const there = FILES.map(({ path }) => path).filter((path) => existsSync(join(cwd, path)));
  if (there.length > 0)
    throw new InputProblem(
      `${there.join(', ')}: there already, nothing is written`,
      'Move it away, or take what you need from the examples/ of the package.',
    );
}
