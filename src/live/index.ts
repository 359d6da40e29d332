/** The live page: its state, its words and its view, rendered here first and kept up to date by a script. */
export {
  LIVE_DUPLICATES,
  LIVE_POSITIONS,
  LIVE_RECENT,
  LIVE_TRADES,
  type LiveAccount,
  type LiveChoice,
  type LiveDuplicate,
  type LiveExploration,
  type LiveFailure,
  type LiveFrame,
  type LiveMoment,
  type LivePosition,
  type LiveScene,
  type LiveState,
  type LiveSweep,
  type LiveWords,
  withFrame,
} from './live-state.js';
export { renderLivePage } from './render-live-page.js';
export type { LiveActions } from './view/live-actions.js';
export { type Connection, LiveView } from './view/live-view.js';
