import type { Alarm } from '../../verdict/index.js';
import type { ExplorationReport } from './exploration.js';
import { exploreLine, tokenLine } from './explore-line.js';

/** The alarm in two words, where the word of a verdict would stand. */
export function alarmWord({ blame }: Pick<Alarm, 'blame'>): string {
  return blame === 'racetape' ? 'alarm' : 'not repeatable';
}

/** What it means for whoever asked. */
export function alarmHeadline({ blame, rule }: Pick<Alarm, 'blame' | 'rule'>): string {
  if (rule !== null)
    return `The rule ${rule} judges two orders otherwise in which every task does the same: nothing is claimed. It rests on what those orders leave open, for instance a distance in time.`;
  return blame === 'racetape'
    ? 'racetape contradicts itself here: nothing is claimed. This is our fault, not yours. Please report it.'
    : 'What ran here does not end the same way each time: nothing is claimed. A guard or a rule of your own reaches past its ports, or rests on what it does not declare.';
}

/** What contradicts what, and where. */
export function alarmSentence(alarm: Alarm): string {
  const { step, place, expected, seen } = alarm;
  const where = place === null ? `in step ${step}` : `in step ${step} (${place})`;
  const both = `expected ${expected}, saw ${seen}.`;
  return {
    'not repeatable': `An order did not run the same way twice: ${where} ${both}`,
    'one class, two outcomes': `Two orders that differ only in steps which have nothing to do with each other end otherwise: ${both}`,
    'not the sum of its parts': `Symbols were explored apart, and an order of all of them ends otherwise: ${both}`,
    'unexplored outcome': `Every order was thought to be explored, and a random one ends otherwise: ${both}`,
    'unexplored class': `Every order was thought to be explored, and a random one was not among them: ${both}`,
  }[alarm.kind];
}

/** All of it, for whoever has room for a paragraph only. */
export function alarmParagraph(alarm: Alarm): string {
  return `${alarmHeadline(alarm)} ${alarmSentence(alarm)}`;
}

/** Shows the order; where no token names it, the line explores again. */
export function alarmLine(explored: Parameters<typeof exploreLine>[0], alarm: Alarm): string {
  const { token, faults } = alarm;
  return token === null ? exploreLine(explored) : tokenLine(explored, { token, faults });
}

/** The alarm of an exploration; null where it raises none. */
export function alarmIn({ coverage }: Pick<ExplorationReport, 'coverage'>): Alarm | null {
  return coverage.alarm;
}
