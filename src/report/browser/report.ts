import { DATA_ID, PLAYER_ID } from '../page/page-script.js';
import { unpackRuns } from '../page-data/page-data.js';

/** The script of a report page: everything on it reads without; this makes it move. */
const data = document.getElementById(DATA_ID)?.textContent ?? '';
const player = document.getElementById(PLAYER_ID);
if (data !== '' && player !== null) player.dataset.runs = String(unpackRuns(data).length);
