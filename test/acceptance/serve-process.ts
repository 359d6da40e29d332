import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ServeProcess {
  readonly url: string;
  readonly process: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  /** Resolves with the exit code, or the signal that it died of. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into
  json(path: string): Promise<any>;
}

/** `racetape serve` as a process of its own, once it says where it listens. */
export async function startServe(cwd: string, ...argv: string[]): Promise<ServeProcess> {
  if (!existsSync(join(ROOT, 'dist/cli/main.js')))
    throw new Error('dist/ is missing: these tests run the built program, so run `npm run build`');
  const port = argv.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(
    process.execPath,
    [join(ROOT, 'bin/racetape.js'), 'serve', ...argv, ...port],
    { cwd, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
      const found = / at (http:\/\/\S+)\/\n/.exec(said.stdout);
      if (found !== null) resolve(found[1]!);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said.stderr}`)));
  });
  return {
    url,
    process: child,
    said,
    ended,
    json: async (path) => (await fetch(url + path)).json(),
  };
}

export interface Heard {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: data of every shape is looked into
  readonly data: any;
}

/** Listens to `/events` until a message is the one that is waited for; that one, and all before it. */
export async function hear(
  url: string,
  isIt: (heard: Heard) => boolean,
): Promise<{ readonly last: Heard; readonly all: readonly Heard[] }> {
  const stop = new AbortController();
  const response = await fetch(`${url}/events`, { signal: stop.signal });
  const all: Heard[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body!) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const [, event, data] = /event: (\S+)\ndata: (.*)/.exec(block) ?? [];
        if (event === undefined || data === undefined) continue;
        const heard = { event, data: JSON.parse(data) as unknown };
        all.push(heard);
        if (isIt(heard)) return { last: heard, all };
      }
    }
  } finally {
    stop.abort();
  }
  throw new Error(`the stream ended after ${all.length} messages`);
}
