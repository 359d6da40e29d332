export type { Command, CommandOption, GivenArguments } from './command.js';
export { COMMANDS } from './command-table.js';
export { main, runFromProcess } from './main.js';
