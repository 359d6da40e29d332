import { asciiJson, ruleWords, visibleText } from '../../words/index.js';
import { type Check, type CheckProblem, type FilePlace, nameOfCheck } from './check.js';
import { fileUri } from './file-uri.js';
import type { Results } from './results.js';

/**
 * SARIF 2.1.0 (OASIS, March 2020): a result for each problem of a check that is
 * not as it should be, and for each warning. What a scenario expects to fail is
 * no result. A fingerprint is made of what a problem is about and not of where
 * or when it was seen, so an alert stays the same alert from build to build.
 */
export function renderSarif({ checks }: Pick<Results, 'checks'>): string {
  const found = checks.flatMap((check) => check.problems.map((problem) => ({ check, problem })));
  const rules = [...new Set(found.map(({ problem }) => problem.rule))].sort();
  const timesSeen = new Map<string, number>();
  const results = found.map(({ check, problem }) => {
    const about = JSON.stringify([
      check.scenario.path,
      nameOfCheck(check),
      problem.rule,
      problem.level,
    ]);
    const nth = (timesSeen.get(about) ?? 0) + 1;
    timesSeen.set(about, nth);
    return resultOf(check, problem, { ruleIndex: rules.indexOf(problem.rule), about, nth });
  });
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'racetape', rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${asciiJson(JSON.stringify(sarif, null, 2))}\n`;
}

function ruleOf(id: string): object {
  const words = { text: visibleText(ruleWords(id)) };
  return { id, name: pascalCase(id), shortDescription: words, fullDescription: words };
}

function resultOf(
  check: Check,
  { rule, level, message, place }: CheckProblem,
  at: { readonly ruleIndex: number; readonly about: string; readonly nth: number },
): object {
  const { guardSet, line, token, claim, steps, scenario } = check;
  const text = `${nameOfCheck(check)}: ${message}\nSee it again: ${line}`;
  const isShown = steps.length > 0 && level === 'error';
  return {
    ruleId: rule,
    ruleIndex: at.ruleIndex,
    level,
    message: { text: text.split('\n').map(visibleText).join('\n') },
    locations: [locationOf(scenario.path, place)],
    partialFingerprints: { 'racetape/v1': `${at.about}#${at.nth}` },
    ...(isShown ? { codeFlows: [codeFlowOf(check)] } : {}),
    properties: { guards: guardSet, replay: line, token, claim },
  };
}

/** The steps of the counterexample, each at the signal that it is about. */
function codeFlowOf({ scenario, steps }: Check): object {
  const locations = steps.map(({ step, words, deviates, place }) => ({
    executionOrder: step,
    importance: deviates ? 'essential' : 'important',
    location: { ...locationOf(scenario.path, place), message: { text: visibleText(words) } },
  }));
  return { threadFlows: [{ locations }] };
}

function locationOf(path: string, { line, column }: FilePlace): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(path) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** @example pascalCase('stale-read') // 'StaleRead' */
function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
