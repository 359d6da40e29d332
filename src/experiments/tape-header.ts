import type { TapeHeader } from '../tape/index.js';
import { guardSetWith } from './extras.js';
import type { ReplayRequest } from './replay-contract.js';

/** What the tape keeps of a request. `token` is empty for a replay in the default order. */
export function tapeHeaderOf(request: ReplayRequest, token: string): TapeHeader {
  const { scenario, guards, guardSet, seed } = request;
  return {
    format: 'racetape',
    version: 1,
    scenario: {
      id: scenario.id,
      path: scenario.path,
      title: scenario.title,
      story: scenario.story,
      origin: scenario.source.origin,
      recorded: scenario.source.recorded,
      inferred: scenario.source.inferred,
      start: scenario.start,
      startEpochUs: scenario.startEpochUs,
      zone: scenario.zone,
      recentTradeWindowUs: scenario.system.recentTradeWindowUs,
      account: { cash: scenario.account.cash },
      positions: scenario.positions,
      record: scenario.record,
      // What is expected of an exploration is no part of a run.
      // It is said of shipped guards: with one from outside beside them nothing is expected.
      expect:
        (request.extraGuards ?? []).length > 0
          ? []
          : scenario.expect.map(({ explore: _, ...expectation }) => expectation),
    },
    guards,
    guardSet: guardSetWith(guardSet, request),
    seed,
    token,
  };
}
