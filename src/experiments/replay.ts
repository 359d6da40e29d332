import { ruleSetOf, streamJudge } from '../assertions/index.js';
import { DefaultChooser } from '../kernel/index.js';
import { Simulation } from '../simulation/index.js';
import { encodeEvent, encodeHeader, TapeDigest, type TapeEvent } from '../tape/index.js';
import { extrasOf } from './extras.js';
import type { ReplayRequest, ReplayResult, TapeListener } from './replay-contract.js';
import { tapeHeaderOf } from './tape-header.js';

/**
 * Replays one scenario under one guard set in the default order of its seed.
 * The tape goes to `listener` line by line and is judged on the way: memory
 * grows with fills and rows, not with events.
 */
export async function replay(
  request: ReplayRequest,
  listener: TapeListener,
): Promise<ReplayResult> {
  const header = tapeHeaderOf(request, '');
  const digest = new TapeDigest();
  const judge = streamJudge(header, ruleSetOf(request.extraRules));
  const headerLine = encodeHeader(header);
  digest.add(headerLine);
  listener.header(header, headerLine);
  let eventsCount = 0;
  const onEvent = (event: TapeEvent): void => {
    const line = encodeEvent(event);
    digest.add(line);
    judge.step(event);
    listener.event(event, line);
    eventsCount++;
  };
  const { scenario, guards, seed } = request;
  const extras = extrasOf(request);
  const simulation = await Simulation.open({ scenario, guards, seed, ...extras, runs: 'one' });
  await simulation.run(new DefaultChooser(simulation.streams), onEvent);
  const judgement = judge.finish();
  const { endUs } = simulation;
  return {
    header,
    judgement,
    digest: digest.hex(),
    eventsCount,
    database: simulation.finish(),
    endUs,
  };
}
