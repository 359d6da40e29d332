// Run by `fresh-process.test.ts`: prints the digests of every shipped scenario from a process of its
// own. It reads the sources as they are (through Vite), so that a stale build cannot answer for them.
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const { digestLines } = await server.ssrLoadModule('/test/determinism/digests.ts');
const lines = await digestLines(Number(process.argv[2]));
process.stdout.write(lines.join('\n'));
await server.close();
