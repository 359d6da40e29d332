/** Read only where something of ours broke: an import of the whole room would part its small files from the command line's first one. */
export { printOurFault } from '../runs/index.js';
