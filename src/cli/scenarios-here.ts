import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../runs/index.js';
import { escapeTerminal, shellWord } from '../words/index.js';

const FOLDER = 'scenarios';
const SHOWN_MAX = 10;

/** The scenarios of the project in the working folder, and what to do with one; empty where there are none. */
export function scenariosHere({ cwd }: Pick<Io, 'cwd'>): string {
  const paths = scenarioNames(join(cwd, FOLDER)).map((name) => `${FOLDER}/${name}`);
  const [first] = paths;
  if (first === undefined) return '';
  const shown = paths.slice(0, SHOWN_MAX).map((path) => `  ${escapeTerminal(path)}`);
  const left = paths.length - shown.length;
  const lines = [
    '',
    'Scenarios in this folder',
    ...shown,
    ...(left > 0 ? [`  \u2026 and ${left} more`] : []),
    `Try: racetape replay ${escapeTerminal(shellWord(first))}`,
  ];
  return `${lines.join('\n')}\n`;
}

function scenarioNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    // A project may have no such folder, and help is for any folder.
    return [];
  }
}
