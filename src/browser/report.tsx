import { render } from 'preact';
import { DATA_ID, PLAYER_ID, readRuns, unpackBytes } from '../pages/index.js';
import { addCopyButtons } from './copy-buttons.js';
import { bindHash } from './page-hash.js';
import { Player } from './player.js';
import { createPlayerState, indexOfSeq } from './player-state.js';
import { addThemeButton } from './theme.js';

/** The script of a report page. Everything on the page reads without it; this makes it move. */
async function enrich(): Promise<void> {
  const eyebrow = document.querySelector('.eyebrow');
  if (eyebrow !== null) addThemeButton(eyebrow);
  addCopyButtons();
  const data = document.getElementById(DATA_ID)?.textContent ?? '';
  const player = document.getElementById(PLAYER_ID);
  if (data === '' || player === null) return;
  const runs = readRuns(await unpackBytes(data));
  if (runs.length === 0) return;
  const failing = runs.findIndex(({ verdict }) => verdict === 'fail');
  const runIndex = Math.max(0, failing);
  // A counterexample and its twin are one story; guard sets are looked at one by one at first.
  const otherIndex =
    player.dataset.overlay === 'yes' && runs.length > 1 ? (runIndex === 0 ? 1 : 0) : -1;
  const state = createPlayerState(runs, { runIndex, otherIndex });
  const first = state.run.value.duplicateSeqs[0];
  if (first !== undefined) state.step.value = indexOfSeq(state.run.value, first);
  bindHash(state);
  player.hidden = false;
  player.setAttribute('aria-labelledby', 'player-title');
  render(<Player state={state} />, player);
  document.documentElement.classList.add('enriched');
  player.dataset.ready = 'yes';
}

void enrich();
