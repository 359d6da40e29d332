import { asciiJson } from '../../words/index.js';
import { nameOfCheck } from './check.js';
import type { Results } from './results.js';

/**
 * JSON lines: for each check an object with `"type":"check"`, after it one with
 * `"type":"problem"` for each of its problems. Fields may be added, never renamed.
 */
export function renderJsonl({ checks }: Pick<Results, 'checks'>): string {
  const objects = checks.flatMap((check): object[] => {
    const { scenario, act, guardSet, status, verdict, claim, sentence, line, token } = check;
    const name = nameOfCheck(check);
    const about = { scenario: scenario.path, check: name };
    return [
      {
        type: 'check',
        version: 1,
        ...about,
        title: scenario.title,
        act,
        guards: guardSet,
        status,
        verdict,
        claim,
        sentence,
        line,
        token,
        problems: check.problems.length,
      },
      ...check.problems.map(({ rule, level, message, place }) => {
        return { type: 'problem', version: 1, ...about, rule, level, message, at: place };
      }),
    ];
  });
  return objects.map((object) => `${asciiJson(JSON.stringify(object))}\n`).join('');
}
