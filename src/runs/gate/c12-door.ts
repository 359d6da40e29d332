import { dirname } from 'node:path';
import { loadConfig } from 'c12';

/**
 * The one door to c12, which evaluates a configuration in TypeScript or
 * JavaScript. Everything else that it can do is off: no rc files, no `.env`, no
 * `extends`, no templates from the network, no cache on disk. What the file
 * throws comes through.
 */
export async function evaluateConfig(file: string): Promise<unknown> {
  const { config } = await loadConfig({
    name: 'racetape',
    cwd: dirname(file),
    configFile: file,
    rcFile: false,
    globalRc: false,
    packageJson: false,
    dotenv: false,
    extend: false,
    giget: false,
    envName: false,
    jitiOptions: { fsCache: false, moduleCache: false },
  });
  return config;
}
