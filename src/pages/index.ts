/** One offline HTML file each: replay, exploration, matrix, sweep, index. Pure functions of tapes and judgements. */
export { rendered } from './components/rendered.js';
export { type ExploredRun, renderExplorePage } from './exploration/render-explore-page.js';
export { renderMatrixPage } from './exploration/render-matrix-page.js';
export { unpackBytes } from './page-data/compression.js';
export { type PageRun, readRuns } from './page-data/page-data.js';
export {
  type ExplorationEntry,
  type IndexEntry,
  type ListedExplorationEntry,
  renderIndex,
} from './render-index.js';
export { renderPage } from './render-page.js';
export { DATA_ID, type PageScript, PLAYER_ID } from './replay/page-script.js';
export { STYLESHEET, STYLESHEET_SHA256 } from './replay/stylesheet.js';
export type { PageTrail } from './replay/trail.js';
export type { ScenarioPages } from './scenario-pages.js';
export { renderSweepPage } from './sweep/render-sweep-page.js';
