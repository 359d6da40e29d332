import { readFileSync } from 'node:fs';
import { replay } from '../../src/experiments/index.js';
import { GUARD_NAMES } from '../../src/guards/index.js';
import { parseScenario, renderProblems, type Scenario } from '../../src/scenario/index.js';
import type { Judgement } from '../../src/verdict/index.js';
import { guardsOf, worldOf } from '../simulation/small-world.js';

/** The rows of the table of src/guards/README.md: name and scenario. Shipped ones first, then what no incident shows. */
function rows(): readonly (readonly [name: string, scenario: Scenario])[] {
  const shipped = [
    'app-4x-buy',
    'gme-3x-buy',
    'app-cross-cycle',
    'app-overlapping-cycles',
    'app-second-path',
    'gme-second-path',
  ].map((id) => [`\`${id}\``, shippedScenario(id)] as const);
  const BUY = 'symbol: APP, quantity: 7, price: 540.00';
  return [
    ...shipped,
    [
      'a re-buy after a SELL',
      worldOf(`system: {runners: [{id: r1, cycles: 3}]}
signals:
  - {id: first, ${BUY}}
  - {id: exit, at: 10s, side: SELL, ${BUY}}
  - {id: again, at: 25s, ${BUY}}`),
    ],
    [
      'a `scale-in`, same cycle',
      worldOf(`signals:
  - {id: first, ${BUY}}
  - {id: addition, at: 10ms, scale-in: true, ${BUY}}`),
    ],
    [
      'a `scale-in`, next cycle',
      worldOf(`system: {runners: [{id: r1, cycles: 2}]}
signals:
  - {id: first, ${BUY}}
  - {id: addition, at: 10s, scale-in: true, ${BUY}}`),
    ],
  ];
}

const SETS = ['none', ...GUARD_NAMES, 'three-layer', 'all'];

/** The table in Markdown, every cell from a replay of its own (seed 1). */
export async function renderGuardTable(): Promise<string> {
  const lines = [
    `| | BUYs due | ${SETS.map((set) => `\`${set}\``).join(' | ')} |`,
    `|---|${'--:|'.repeat(SETS.length + 1)}`,
  ];
  for (const [name, scenario] of rows()) {
    const cells: string[] = [];
    for (const guardSet of SETS) cells.push(cellOf(await judged(scenario, guardSet)));
    lines.push(`| ${name} | ${dueIn(scenario)} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** One BUY for each time that a symbol is flat, and every wanted addition. */
function dueIn({ signals }: Scenario): number {
  const sells = signals.filter(({ side }) => side === 'SELL').length;
  return 1 + sells + signals.filter(({ scaleIn }) => scaleIn).length;
}

export async function judged(scenario: Scenario, guardSet: string, seed = 1): Promise<Judgement> {
  const request = { scenario, guardSet, guards: guardsOf(guardSet), seed };
  return (await replay(request, { header: () => {}, event: () => {} })).judgement;
}

/** BUY fills, and what the judgement says of them. */
function cellOf({ fills, findings }: Judgement): string {
  const bought = fills.filter(({ side }) => side === 'BUY').length;
  const found = (name: string): boolean =>
    findings.some(({ assertion, severity }) => severity === 'error' && assertion === name);
  const duplicates = found('no-duplicate');
  const overBlocks = found('exactly-one');
  const marks = `${duplicates ? '✗' : ''}${overBlocks ? '⊘' : ''}`;
  return `${marks === '' ? '✓' : marks} ${bought}`;
}

export function shippedScenario(id: string): Scenario {
  const path = `scenarios/${id}.yaml`;
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const result = parseScenario(text, { path });
  if (!result.ok) throw new Error(renderProblems(result));
  return result.scenario;
}
