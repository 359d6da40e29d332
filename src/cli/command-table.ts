import type { Command } from './command.js';
import { exploreCommand } from './explore-command.js';
import { gateCommand } from './gate/gate-command.js';
import { importCommand } from './import-command.js';
import { initCommand } from './init-command.js';
import { matrixCommand } from './matrix-command.js';
import { replayCommand } from './replay-command.js';
import { reportCommand } from './report-command.js';
import { scanCommand } from './scan-command.js';
import { serveCommand } from './serve-command.js';
import { startCommand } from './start-command.js';
import { sweepCommand } from './sweep-command.js';

/** Every verb of the command line, in the order in which help shows them. A new one is a line here. */
export const COMMANDS: readonly Command[] = [
  startCommand,
  replayCommand,
  exploreCommand,
  matrixCommand,
  sweepCommand,
  gateCommand,
  reportCommand,
  scanCommand,
  importCommand,
  initCommand,
  serveCommand,
];
