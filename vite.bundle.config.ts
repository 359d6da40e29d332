import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/**
 * Bundles: a few files in place of hundreds, since reading modules is what starting costs. A
 * command is a file of its own, read when it is named. `tsc` has run before.
 */
const TABLE = new URL('./src/cli/command-table.ts', import.meta.url);

interface CommandWords {
  readonly name: string;
  readonly [words: string]: unknown;
}

/**
 * The table of commands with its words written out, so that help loads no command: they are taken
 * from the table as `tsc` has built it, and `run` imports the module that the table imports.
 */
const commandsWhenNamed: Plugin = {
  name: 'commands-when-named',
  async load(id) {
    if (id !== fileURLToPath(TABLE)) return null;
    const source = readFileSync(TABLE, 'utf8');
    const imports = [...source.matchAll(/import \{ (\w+Command) \} from '([^']+)';/g)];
    const built = new URL('./dist/cli/command-table.js', import.meta.url);
    const { COMMANDS } = (await import(built.href)) as { COMMANDS: readonly CommandWords[] };
    const modules = new Map<unknown, { exported: string; path: string }>();
    for (const [, exported = '', path = ''] of imports) {
      const module = (await import(new URL(path, built).href)) as Record<string, unknown>;
      modules.set(module[exported], { exported, path });
    }
    const rows = COMMANDS.map((command) => {
      const module = modules.get(command);
      if (module === undefined)
        throw new Error(`no import of ${command.name} in the table of commands`);
      const run = `async (given, io) => (await import('${module.path}')).${module.exported}.run(given, io)`;
      return `{ ...${JSON.stringify(command)}, run: ${run} }`;
    });
    return `export const COMMANDS = [${rows.join(',\n')}];`;
  },
};

/** Node reads all of a CommonJS package that is imported, in search of its exports' names; one that is required, it does not. */
const sqlRequired: Plugin = {
  name: 'sql-required',
  enforce: 'pre',
  resolveId: (id) => (id === 'sql.js' ? '\0sql.js' : null),
  load: (id) =>
    id === '\0sql.js'
      ? "import { createRequire } from 'node:module'; export default createRequire(import.meta.url)('sql.js');"
      : null,
};

/** Packages that are read from `node_modules`: they find files of their own beside them. */
const FROM_THEIR_FOLDER = ['c12', 'tinypool'];

const sourceFile = (path: string): string =>
  fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** By mode: `cli` is read by bin/racetape.js; `bot` is the package's `racetape/bot`. */
const OUTPUTS: Readonly<Record<string, { outDir: string; input: Record<string, string> }>> = {
  cli: {
    // As deep as dist/cli/: the package's folder is two levels up from both.
    outDir: 'dist/bundle',
    // The worker is opened by its name, beside the file that opens it.
    input: {
      main: sourceFile('cli/main.ts'),
      'explore-worker': sourceFile('experiments/explore-worker.ts'),
    },
  },
  // In place of what tsc makes of it; its types stay.
  bot: { outDir: 'dist', input: { bot: sourceFile('bot.ts') } },
};

export default defineConfig(({ mode }) => {
  const output = OUTPUTS[mode];
  if (output === undefined) throw new Error(`no bundle is called ${mode}`);
  return {
    publicDir: false,
    plugins: [commandsWhenNamed, sqlRequired],
    ssr: {
      noExternal: true,
      external: FROM_THEIR_FOLDER,
      target: 'node',
      // Not `node`: rxjs and yaml then come as CommonJS, which is read and run whole.
      resolve: { conditions: ['module', 'import', 'es2015', 'default'] },
    },
    build: {
      ssr: true,
      target: 'node20.20',
      outDir: output.outDir,
      emptyOutDir: false,
      // A fault of ours is told with the places of the source: the maps are read then, and only then.
      sourcemap: 'hidden',
      rolldownOptions: {
        input: output.input,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Less to read; names stay, for stack traces and for what is printed of a class.
          minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
});
