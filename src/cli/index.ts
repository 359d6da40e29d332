export { COMMANDS } from './command-table.js';
export { main, runFromProcess } from './main.js';
