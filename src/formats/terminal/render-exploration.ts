import {
  alarmHeadline,
  alarmIn,
  alarmLine,
  alarmSentence,
  alarmWord,
  apartSentence,
  claimSentence,
  claimWord,
  counted,
  cutWords,
  type ExplorationReport,
  escapeTerminal,
  explorationSentence,
  explorationStanding,
  exploreLine,
  fillsWords,
  groupDigits,
  keptSentence,
  latencyWords,
  STANDING_WORDS,
  storyScope,
  tellStory,
  tokenLine,
} from '../../words/index.js';
import { paint, type Tone, VERDICT_SIGNS, verdictTone } from './paint.js';

type Paint = (text: string, tone: Tone) => string;

/** What explore prints: the verdict first, what may be claimed, and a failure as a story with its twin. */
export function renderExploration(
  explored: ExplorationReport,
  { color }: { readonly color: boolean },
): string {
  const ink: Paint = (text, tone) => paint(text, tone, color);
  const parts = [
    headLines(explored, ink),
    claimLines(explored, ink),
    outcomeLines(explored, ink),
    ...failureParts(explored, ink),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headLines(explored: ExplorationReport, ink: Paint): readonly string[] {
  const { verdict, scenario, guardSet, expectation } = explored;
  const name = escapeTerminal(`${scenario.id} under ${guardSet}`);
  const alarm = alarmIn(explored);
  if (alarm !== null) {
    const failing =
      verdict === 'fail' ? [`   ${escapeTerminal(explorationSentence(unalarmed(explored)))}`] : [];
    return [
      `${ink(`! ${alarmWord(alarm)}`, 'bad')}  ${ink(name, 'bold')}`,
      `   ${ink(alarmHeadline(alarm), 'bad')}`,
      `   ${escapeTerminal(alarmSentence(alarm))}`,
      ...failing,
      '   Paste this to see that order, and send it along:',
      `     ${ink(escapeTerminal(alarmLine(explored, alarm)), 'bold')}`,
    ];
  }
  const sign = ink(`${VERDICT_SIGNS[verdict]} ${verdict}`, verdictTone(verdict));
  const standing = explorationStanding(explored);
  const wanted = standing === 'missed' ? `: ${expectation}` : '';
  const words = `(${STANDING_WORDS[standing]}${wanted})`;
  return [
    `${sign}  ${ink(name, 'bold')}  ${ink(words, standing === 'missed' ? 'bad' : 'dim')}`,
    `   ${escapeTerminal(explorationSentence(explored))}`,
  ];
}

/** The verdict alone: what failed has failed. */
function unalarmed(explored: ExplorationReport): ExplorationReport {
  return { ...explored, coverage: { ...explored.coverage, alarm: null } };
}

function claimLines(explored: ExplorationReport, ink: Paint): readonly string[] {
  const { coverage } = explored;
  const numbers = [
    counted(coverage.schedules, 'run'),
    `${groupDigits(coverage.redundant)} redundant`,
    ...(explored.timed
      ? [`${counted(coverage.infeasible, 'class', 'classes')} that no latencies produce`]
      : []),
  ];
  const note = coverage.note === null ? [] : [`   ${escapeTerminal(coverage.note)}`];
  return [
    `${ink(claimWord(coverage), 'bold')}  ${claimSentence(explored)}`,
    ...note,
    `   ${ink(numbers.join(', '), 'dim')}`,
  ];
}

function outcomeLines({ outcomes }: ExplorationReport, ink: Paint): readonly string[] {
  if (outcomes.length === 0) return ['Outcomes: none'];
  const rows = outcomes.map(({ fills, classes, verdict, errors }) => ({
    verdict,
    words: escapeTerminal(fillsWords(fills)),
    classes: counted(classes, 'class', 'classes'),
    errors: errors.length === 0 ? '' : `  ${errors.join(', ')}`,
  }));
  const width = Math.max(...rows.map(({ words }) => words.length));
  const classesWidth = Math.max(...rows.map(({ classes }) => classes.length));
  const lines = rows.map(
    ({ verdict, words, classes, errors }) =>
      `  ${ink(VERDICT_SIGNS[verdict], verdictTone(verdict))} ${words.padEnd(width)}  ${classes.padStart(classesWidth)}${ink(errors, 'dim')}`,
  );
  const apart = apartSentence(outcomes);
  return ['Outcomes', ...lines, ...(apart === null ? [] : [`  ${escapeTerminal(apart)}`])];
}

function failureParts(explored: ExplorationReport, ink: Paint): readonly (readonly string[])[] {
  const { counterexample, passingTwin, verdict } = explored;
  if (counterexample === null) {
    if (verdict !== 'fail') return [];
    return [
      [
        'It fails, and the budget was too small to tell how. Give it more: --runs 1000000',
        `  ${ink(escapeTerminal(exploreLine(explored)), 'bold')}`,
      ],
    ];
  }
  const { signals, deviations, steps, kind } = counterexample;
  const { notSmallest, noTwin } = cutWords(explored);
  const size = `${signals} of ${counted(explored.signalsCount, 'signal')}, ${counted(deviations, 'deviation')} from the default order, ${counted(steps, 'step')}`;
  const kept = keptSentence(explored);
  const story = tellStory(counterexample);
  const lines = story.steps.map(({ step, words, deviates }) => {
    const line = `${deviates ? '*' : ' '} ${String(step).padStart(4)}  ${escapeTerminal(words)}`;
    return deviates ? ink(line, 'bold') : line;
  });
  const legend = [
    ...(deviations > 0 ? ['* another step than the default order would have taken here.'] : []),
    storyScope(story),
  ];
  return [
    [
      `How it breaks: ${ink(escapeTerminal(kind), 'bad')} (${size})`,
      ...lines,
      ...(notSmallest === null ? [] : [`   ${ink(notSmallest, 'bold')}`]),
      ...(kept === null ? [] : [`   ${escapeTerminal(kept)}`]),
      ...legend.map((words) => `   ${ink(words, 'dim')}`),
    ],
    [
      'Paste this to see it again:',
      `  ${ink(escapeTerminal(tokenLine(explored, counterexample)), 'bold')}`,
    ],
    passingTwin === null
      ? [noTwin ?? '']
      : [
          `${escapeTerminal(capital(passingTwin.words))}:`,
          `  ${ink(escapeTerminal(tokenLine(explored, passingTwin)), 'bold')}`,
        ],
    [
      'Latencies',
      ...latencyWords(counterexample, explored.timed).map((words) => `  ${escapeTerminal(words)}`),
    ],
  ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
