import { parseScenario, renderProblems, type Scenario } from '../../src/scenario/index.js';

/** The smallest scenario: everything else has a default. */
export const SMALLEST = `title: One BUY
start: 2026-01-26T15:42:07Z
account: {cash: 1000.00}
signals:
  - {symbol: APP, price: 540.00}
`;

/** The scenario of a text that must be one. */
export function scenarioIn(text: string, path = 'scenarios/one.yaml'): Scenario {
  const result = parseScenario(text, { path });
  if (!result.ok) throw new Error(renderProblems(result));
  return result.scenario;
}

/** What a person sees of a text that must be refused. */
export function problemsIn(text: string, path = 'one.yaml'): string {
  const result = parseScenario(text, { path });
  if (result.ok) throw new Error('no problem found');
  return renderProblems(result).replace(/\n[^\n]*problems?\. Every field[^\n]*\n$/, '');
}
