import { escapeXml } from '../../words/index.js';
import { type Check, nameOfCheck } from './check.js';
import type { Results } from './results.js';

/**
 * JUnit's XML, in the dialect that Jenkins and Ant agree on: one suite for each
 * scenario, one case for each thing that was run on it. A case's name says
 * nothing that changes from build to build, so that its history holds together;
 * what is claimed stands in its output. No times: the same input, the same bytes.
 */
export function renderJunit({ checks }: Pick<Results, 'checks'>): string {
  const suites = [...groupByScenario(checks)].map(([path, members]) => renderSuite(path, members));
  const counts = countAttributes(checks);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="racetape" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

/** Checks by the path of their scenario, in the order in which the first of each comes. */
function groupByScenario(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const group = groups.get(check.scenario.path) ?? [];
    group.push(check);
    groups.set(check.scenario.path, group);
  }
  return groups;
}

function countAttributes(checks: readonly Check[]): string {
  const refused = checks.filter(({ status }) => status === 'refused').length;
  const unproven = checks.filter(({ status }) => ['unproven', 'alarm'].includes(status)).length;
  return `tests="${checks.length}" failures="${refused}" errors="${unproven}"`;
}

function renderSuite(path: string, checks: readonly Check[]): string {
  const cases = checks.map(renderCase).join('');
  return `  <testsuite name="${escapeXml(path)}" ${countAttributes(checks)}>\n${cases}  </testsuite>\n`;
}

function renderCase(check: Check): string {
  const { scenario, status, verdict, claim, sentence, line } = check;
  const head = `    <testcase name="${escapeXml(nameOfCheck(check))}" classname="${escapeXml(scenario.path)}">\n`;
  const output = [scenario.title, sentence, ...(claim === null ? [] : [`claim: ${claim}`]), line];
  const wrong = {
    ok: '',
    refused: problemElement('failure', check),
    unproven: problemElement('error', check),
    alarm: problemElement('error', check),
  }[status];
  return `${head}${wrong}      <system-out>${lines([`verdict: ${verdict}`, ...output])}</system-out>\n    </testcase>\n`;
}

function problemElement(element: 'failure' | 'error', check: Check): string {
  const { verdict, sentence, problems, steps, line } = check;
  const body = [
    sentence,
    ...problems.map(({ level, rule, message }) => `${level}: ${rule}: ${message}`),
    ...steps.map(
      ({ step, words, deviates }) => `  ${step}. ${words}${deviates ? '  (deviates)' : ''}`,
    ),
    'See it again:',
    `  ${line}`,
  ];
  const type = problems[0]?.rule ?? verdict;
  return `      <${element} type="${escapeXml(type)}" message="${escapeXml(sentence)}">${lines(body)}</${element}>\n`;
}

function lines(texts: readonly string[]): string {
  return texts.map(escapeXml).join('\n');
}
