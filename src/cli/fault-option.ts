import { writtenFault } from '../runs/index.js';
import type { WrittenFault } from '../scenario/index.js';
import type { CommandOption, GivenArguments } from './command.js';

export const FAULT: CommandOption = {
  name: 'fault',
  takes: 'FAULT',
  times: 'repeatable',
  describe:
    'One more thing that goes wrong, for instance "write-lost(statement=write position, symbol=APP)": a kind, and in brackets where and when; with when=maybe an exploration searches it. See scenarios/README.md. Quote it: shells read brackets.',
};

export const FAULTS_MAX: CommandOption = {
  name: 'faults',
  takes: 'K',
  times: 'once',
  describe:
    'Most faults at once that are chosen among those with when=maybe or a probability (default: faults-max of the scenario, else 1).',
};

/** Reads every `--fault`; throws an `InputProblem` at the first that is wrong. */
export function readFaults(given: GivenArguments): readonly WrittenFault[] {
  return (given.values.get('fault') ?? []).map(writtenFault);
}
