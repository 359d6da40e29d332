import { describe, expect, it } from 'vitest';
import { ASSERTIONS } from '../../../src/assertions/index.js';
import { fitParts } from '../../../src/formats/ci/fit-parts.js';
import { renderAnnotations } from '../../../src/formats/ci/render-annotations.js';
import { renderJsonl } from '../../../src/formats/ci/render-jsonl.js';
import { renderJunit } from '../../../src/formats/ci/render-junit.js';
import { renderMarkdown, renderStepSummary } from '../../../src/formats/ci/render-markdown.js';
import { renderSarif } from '../../../src/formats/ci/render-sarif.js';
import { renderTraces } from '../../../src/formats/ci/render-traces.js';
import { cutText, utf8Length } from '../../../src/formats/ci/utf8-length.js';
import { type Check, renderChromeTrace } from '../../../src/formats/index.js';
import { DUPLICATE_KINDS } from '../../../src/verdict/index.js';
import { RULE_WORDS } from '../../../src/words/rule-words.js';
import { appWithoutGuards, appWithThreeLayers } from '../../support/app-runs.js';
import { sampleResults, surprisingExploration, surprisingRun } from './sample-results.js';
import { junitErrors, sarifErrors } from './validate.js';

const RESULTS = sampleResults([appWithoutGuards(), surprisingRun()], [surprisingExploration()]);

/** Many checks that are wrong, each with a few problems. */
function manyChecks(count: number): { readonly checks: readonly Check[] } {
  const [check] = sampleResults([surprisingRun()]).checks;
  return {
    checks: Array.from({ length: count }, (_, index) => {
      return { ...check!, guardSet: `set-${index}`, sentence: 'long words '.repeat(50) };
    }),
  };
}

describe('junit', () => {
  it('is valid, and counts a failure that was expected as a success', async () => {
    const xml = renderJunit(RESULTS);
    expect(await junitErrors(xml)).toEqual([]);
    expect(xml).toContain('<testsuites name="racetape" tests="3" failures="2" errors="0">');
    expect(xml.match(/<failure /g)).toHaveLength(2);
    expect(xml).toContain('type="stale-read"');
    expect(xml).toContain(
      '  npx racetape replay scenarios/app-4x-buy.yaml --guards three-layer --token 1abc</failure>',
    );
  });

  it('has errors where nothing was decided', async () => {
    const undecided = surprisingExploration();
    const report = {
      ...undecided,
      verdict: 'inconclusive',
      counterexample: null,
      outcomes: [],
    } as const;
    const xml = renderJunit(sampleResults([], [report]));
    expect(await junitErrors(xml)).toEqual([]);
    expect(xml).toContain('failures="0" errors="1"');
    expect(xml).toContain('<error type="coverage"');
  });

  it('is refused by the schema where a case has no name: the schema is one', async () => {
    const xml = renderJunit(RESULTS).replace('<testcase name=', '<testcase nome=');
    expect(await junitErrors(xml)).not.toEqual([]);
  });
});

describe('sarif', () => {
  const results = (text: string) => JSON.parse(text).runs[0].results;

  it('is valid, and has a result for each problem at the line of its signal', () => {
    const text = renderSarif(RESULTS);
    expect(sarifErrors(text)).toEqual([]);
    const found = results(text);
    expect(found.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'check-then-act',
      'check-then-act',
      'check-then-act',
      'counts-agree',
      'stale-read',
    ]);
    const region = (index: number) => found[index].locations[0].physicalLocation.region;
    expect(region(0)).toEqual({ startLine: 31, startColumn: 5 });
    expect(region(4)).toEqual({ startLine: 32, startColumn: 5 });
    const { driver } = JSON.parse(text).runs[0].tool;
    for (const { ruleId, ruleIndex } of found) expect(driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('tells the counterexample as a code flow, each step at its signal', () => {
    const { codeFlows } = results(renderSarif(RESULTS)).at(-1);
    const [flow] = codeFlows[0].threadFlows;
    expect(
      flow.locations.map(({ executionOrder }: { executionOrder: number }) => executionOrder),
    ).toEqual([1, 2]);
    expect(flow.locations[1]).toMatchObject({
      importance: 'essential',
      location: {
        message: { text: 'the broker fills BUY 7 APP for r2.c1/b' },
        physicalLocation: { region: { startLine: 32 } },
      },
    });
  });

  it('gives each result a fingerprint of its own, which times and messages do not change', () => {
    const prints = (text: string) =>
      results(text).map(({ partialFingerprints }: { partialFingerprints: object }) =>
        JSON.stringify(partialFingerprints),
      );
    const once = prints(renderSarif(RESULTS));
    expect(new Set(once).size).toBe(5);
    const run = surprisingRun();
    const later = run.judgement.findings.map((finding) => ({
      ...finding,
      atUs: finding.atUs + 5,
      message: 'else',
    }));
    const moved = { ...run, judgement: { ...run.judgement, findings: later } };
    expect(
      prints(renderSarif(sampleResults([appWithoutGuards(), moved], [surprisingExploration()]))),
    ).toEqual(once);
  });

  it('has no result for what was expected to fail', () => {
    expect(results(renderSarif(sampleResults([appWithoutGuards()])))).toEqual([]);
  });

  it('names a file outside of the repository by a file: URI', () => {
    const text = renderSarif(sampleResults([surprisingRun({ path: '/tmp/a b.yaml' })]));
    expect(sarifErrors(text)).toEqual([]);
    expect(text).toContain('"uri": "file:///tmp/a%20b.yaml"');
  });

  it('is refused by the schema where a level is none of the standard: the schema is one', () => {
    expect(
      sarifErrors(renderSarif(RESULTS).replace('"level": "error"', '"level": "bad"')),
    ).not.toEqual([]);
  });
});

describe('rules', () => {
  it('are explained, every kind and every assertion', () => {
    const names = [...DUPLICATE_KINDS, ...ASSERTIONS.map(({ rule }) => rule.name)];
    expect(names.filter((name) => !RULE_WORDS.has(name))).toEqual([]);
  });
});

describe('github', () => {
  it('annotates the line of the signal', () => {
    const [first] = renderAnnotations(RESULTS).split('\n');
    expect(first).toMatch(
      /^::error file=scenarios\/app-4x-buy\.yaml,line=31,col=5,title=check-then-act%3A replay under none::.*%0ASee it again: npx racetape replay /,
    );
  });

  it('makes at most ten of a level, the tenth of which says how many more there are', () => {
    const lines = renderAnnotations(manyChecks(20)).trimEnd().split('\n');
    expect(lines.map((line) => line.slice(0, 5))).toEqual([
      ...Array(10).fill('::err'),
      ...Array(10).fill('::war'),
    ]);
    expect(lines[9]).toContain('::error title=51 more errors not shown::');
    expect(renderAnnotations(manyChecks(3)).trimEnd().split('\n')).toHaveLength(9 + 3);
  });

  it('tells warnings after errors', () => {
    const run = surprisingRun();
    const findings = run.judgement.findings.map((finding, index) => {
      return index === 1 ? { ...finding, severity: 'warning' as const } : finding;
    });
    const told = renderAnnotations(
      sampleResults([{ ...run, judgement: { ...run.judgement, findings } }]),
    );
    expect(told.match(/^::(error|warning) /gm)).toEqual([
      '::error ',
      '::error ',
      '::warning ',
      '::warning ',
    ]);
  });

  it('says nothing where nothing is wrong', () => {
    expect(renderAnnotations(sampleResults([appWithoutGuards()]))).toBe('');
  });
});

describe('markdown', () => {
  it('begins with the count, then what is wrong and how it happens, then every check', () => {
    const text = renderMarkdown(RESULTS);
    expect(text).toMatch(/^### ✗ racetape: 2 refused of 3 checks\n/);
    expect(text).toContain('2. the broker fills BUY 7 APP for r2.c1/b ← deviates');
    expect(text.match(/^\| [✓✗?]/gm)).toHaveLength(3);
    expect(renderMarkdown({ checks: [] })).toBe('### racetape: nothing ran\n');
    expect(renderMarkdown(sampleResults([appWithoutGuards()]))).toMatch(
      /^### ✓ racetape: 1 check, all/,
    );
  });

  it.each([
    ['a comment', renderMarkdown, 65_536],
    ['a step summary', renderStepSummary, 1_048_576],
  ] as const)('keeps %s within its limit, and announces what is cut', (_what, render, bytesMax) => {
    const text = render(manyChecks(2_000));
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBeLessThanOrEqual(bytesMax);
    expect(bytes).toBeGreaterThan(bytesMax / 3);
    expect(text).toMatch(/\*\d+ of the details are left out: there is no room for more\./);
  });
});

describe('jsonl', () => {
  it('has a line for each check and each problem', () => {
    const objects = renderJsonl(RESULTS)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map(({ type }) => type)).toEqual([
      'check',
      'check',
      'problem',
      'problem',
      'problem',
      'problem',
      'check',
      'problem',
    ]);
    expect(objects.at(-1)).toMatchObject({
      rule: 'stale-read',
      level: 'error',
      at: { line: 32, column: 5 },
    });
  });
});

describe('chrome-trace', () => {
  it('gives each of several tapes processes of its own', () => {
    const text = renderTraces({ tapes: [appWithoutGuards(), appWithThreeLayers()], checks: [] });
    const { traceEvents } = JSON.parse(text) as {
      traceEvents: { ph: string; name: string; pid: number; args: { name: string } }[];
    };
    const names = traceEvents.filter(({ name }) => name === 'process_name');
    expect(names.map(({ pid, args }) => `${pid} ${args.name}`)).toEqual([
      '1 app-4x-buy none: Tasks',
      '2 app-4x-buy none: Locks',
      '3 app-4x-buy none: Database',
      '4 app-4x-buy none: Broker',
      '5 app-4x-buy three-layer: Tasks',
      '6 app-4x-buy three-layer: Locks',
      '7 app-4x-buy three-layer: Database',
      '8 app-4x-buy three-layer: Broker',
    ]);
    expect(traceEvents.some(({ ph, pid }) => ph === 'X' && pid === 5)).toBe(true);
    expect(renderTraces({ tapes: [appWithoutGuards()], checks: [] })).toBe(
      renderChromeTrace(appWithoutGuards()),
    );
  });
});

describe('what is cut', () => {
  it('is counted, never inside a character', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('ab\u{1f98d}cd', 3)).toBe('ab… (4 more characters)');
    expect(utf8Length('aé€\u{1f98d}\ud800')).toBe(Buffer.byteLength('aé€\u{1f98d}\ud800'));
  });

  it('leaves room for its announcement', () => {
    const announce = (left: number): string => `${left} left`;
    expect(fitParts(['aaaa', 'bbbb', 'cc'], { bytesMax: 10, announce })).toBe('aaaabbbbcc');
    expect(fitParts(['aaaa', 'bbbb', 'ccc'], { bytesMax: 10, announce })).toBe('aaaa2 left');
  });
});
