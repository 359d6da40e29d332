import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from './io.js';

/** Where the scenarios of the package lie, and how they are named on a command line. */
const FOLDER = 'scenarios';

/** The scenarios that come with the package, as `scenarios/name.yaml`, sorted; empty where there are none. */
export function shippedScenarios(io: Io): readonly string[] {
  try {
    const names = readdirSync(join(io.packageFolder, FOLDER)).filter((name) =>
      /\.ya?ml$/.test(name),
    );
    return names.sort().map((name) => `${FOLDER}/${name}`);
  } catch {
    // No folder, no scenarios: the command that asked says so, with exit code 3.
    return [];
  }
}
