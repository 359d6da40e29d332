export type Tone = 'good' | 'known' | 'bad' | 'dim' | 'bold' | 'plain';

const CODES: Readonly<Record<Tone, string>> = {
  good: '32',
  bad: '31',
  known: '36',
  dim: '2',
  bold: '1',
  plain: '',
};

/** Words in a colour, where there is colour; it only repeats what the words say. */
export function paint(text: string, tone: Tone, color: boolean): string {
  if (!color || CODES[tone] === '' || text === '') return text;
  return `\u001b[${CODES[tone]}m${text}\u001b[0m`;
}

/** The sign of a verdict. */
export const VERDICT_SIGNS = {
  pass: '\u2713',
  fail: '\u2717',
  reproduced: '\u21bb',
  inconclusive: '?',
} as const;

export function verdictTone(verdict: keyof typeof VERDICT_SIGNS): Tone {
  return verdict === 'pass' ? 'good' : verdict === 'reproduced' ? 'known' : 'bad';
}
