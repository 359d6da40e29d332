export type { Command, CommandOption, GivenArguments } from './command.js';
export { COMMANDS } from './command-table.js';
export { EXIT, type ExitCode } from './exit-code.js';
export type { Io, Output } from './io.js';
export { main, runFromProcess } from './main.js';
