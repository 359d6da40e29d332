import { describe, expect, it } from 'vitest';
import type { StepFact, StoreStatement } from '../../src/domain/index.js';
import { renderExploration, renderExplorationTable } from '../../src/formats/index.js';
import { perSecond } from '../../src/formats/json/render-explore-json.js';
import { firstDivergence } from '../../src/history/first-divergence.js';
import { renderExplorePage, renderIndex, renderMatrixPage } from '../../src/pages/index.js';
import { readMatrix } from '../../src/verdict/index.js';
import { claimSentence, claimWord } from '../../src/words/exploration/claim.js';
import type { ExplorationReport, MatrixReport } from '../../src/words/exploration/exploration.js';
import { exploreLine, tokenLine } from '../../src/words/exploration/explore-line.js';
import {
  apartSentence,
  explorationSentence,
  fillsWords,
  keptSentence,
} from '../../src/words/exploration/failure-sentence.js';
import { latencyWords } from '../../src/words/exploration/latency-words.js';
import { readingSentences } from '../../src/words/exploration/reading-sentences.js';
import { tellStory } from '../../src/words/exploration/story.js';
import { stepWords } from '../../src/words/step-words.js';
import { appWithoutGuards } from '../support/app-runs.js';

const COVERAGE = {
  kind: 'complete',
  schedules: 200,
  classes: 133,
  redundant: 0,
  bound: null,
  estimate: null,
  infeasible: 67,
  note: null,
  alarm: null,
  faultsMax: 0,
  plans: 1,
} as const;

type Outcome = ExplorationReport['outcomes'][number];

type Call = Extract<StepFact, { kind: 'call' }>;

function statement(
  task: string,
  asked: { statement: StoreStatement; symbol?: string },
  phase: Call['phase'] = 'effect',
): StepFact {
  return {
    kind: 'call',
    phase,
    task,
    asked: { kind: 'statement', symbol: '', ...asked },
    fault: null,
  };
}

function order(task: string, changes: Partial<Call> = {}): StepFact {
  const asked = { kind: 'submit', side: 'BUY', quantity: 7, symbol: 'APP' } as const;
  return { kind: 'call', phase: 'effect', task, asked, fault: null, ...changes };
}

const FACTS: readonly StepFact[] = [
  statement('r1.c1', { statement: 'read positions' }),
  statement('r1.c1', { statement: 'read positions' }, 'response'),
  statement('r1.c1/a', { statement: 'insert signal', symbol: 'APP' }),
  statement('r1.c1/other', { statement: 'insert signal', symbol: 'GME' }),
  order('r1.c1/a'),
  order('r1.c1/a', { phase: 'response' }),
  statement('r1.c1', { statement: 'write position', symbol: 'AAPL' }),
  { kind: 'wakes', task: 'r2', afterUs: 5 },
  order('r2.c1/b'),
  statement('r2.c1/b', { statement: 'insert trade', symbol: 'APP' }),
];

const STORY = FACTS.map(stepWords);

const COUNTEREXAMPLE = {
  token: '1abc',
  signals: 2,
  deviations: 1,
  steps: STORY.length,
  kind: 'stale-read',
  story: STORY,
  facts: FACTS,
  deviatingSteps: [7],
  deviating: ['r2 wakes after 5 µs'],
  signalIds: ['a', 'b'],
  fills: { APP: 2 },
  minimal: true,
  latencies: [],
  critical: [],
  faults: [],
} as const;

/** An outcome in which every symbol but those bought once is bought too often. */
function doubled(fills: Readonly<Record<string, number>>, classes = 133): Outcome {
  const extra = Object.entries(fills).flatMap(([symbol, count]) =>
    count > 1 ? [[symbol, count - 1]] : [],
  );
  return {
    fills,
    classes,
    verdict: extra.length > 0 ? 'fail' : 'pass',
    errors: extra.length > 0 ? ['no-duplicate'] : [],
    extra: Object.fromEntries(extra),
    apart: null,
  };
}

function report(changes: Partial<ExplorationReport> = {}): ExplorationReport {
  return {
    scenario: { id: 'a', path: 'a.yaml', title: 'A' },
    guardSet: 'three-layer',
    guards: ['memory-position'],
    seed: 1,
    mode: 'exhaustive',
    timed: true,
    verdict: 'fail',
    coverage: COVERAGE,
    outcomes: [doubled({ APP: 2 })],
    counterexample: COUNTEREXAMPLE,
    passingTwin: {
      token: '1def',
      faults: [],
      flipped: ['x', 'y'],
      words: 'if x before y, it passes',
    },
    cut: [],
    elapsedMs: 1_000,
    expectation: 'fail',
    expected: true,
    signalsCount: 4,
    extraOptions: [],
    ...changes,
  };
}

describe('a claim', () => {
  const claim = (
    coverage: Partial<ExplorationReport['coverage']>,
    changes: Partial<ExplorationReport> = {},
  ) => {
    const asked = report({ ...changes, coverage: { ...COVERAGE, ...coverage } });
    return `${claimWord(asked.coverage)}: ${claimSentence(asked)}`;
  };
  it.each([
    [
      claim({}),
      'complete(133): Every one of 133 classes of orders that these latencies allow was run.',
    ],
    [
      claim({}, { timed: false }),
      'complete(133): Every one of 133 classes of orders was run, whatever the latencies.',
    ],
    [
      claim({ classes: 1 }),
      'complete(1): There is one class of orders that these latencies allow, and it was run.',
    ],
    [
      claim({ classes: 1 }, { timed: false }),
      'complete(1): There is one class of orders, and it was run.',
    ],
    [
      claim({ kind: 'bounded', bound: 1 }),
      'bounded(1): Every order that these latencies allow with at most 1 deviation from the default order was run: 133 classes. Orders that deviate more were not looked at.',
    ],
    [
      claim({ kind: 'bounded', bound: 2 }, { timed: false }),
      /^bounded\(2\): Every order with at most 2 deviations/,
    ],
    [claim({ kind: 'sampled', schedules: 0 }), 'sampled(0): No order was run: nothing is claimed.'],
    [
      claim({ kind: 'sampled', infeasible: 0 }),
      'sampled(200): It was stopped early: 200 orders were run (133 classes that these latencies allow), and nothing is claimed of the others.',
    ],
    [
      claim({ kind: 'sampled', estimate: 1_234.4 }, { mode: 'sample' }),
      'sampled(200): 200 orders were drawn at random: 133 classes that these latencies allow, beside 67 that no latencies produce. There are an estimated 1,234. What was not drawn may still fail.',
    ],
    [
      claim(
        { kind: 'sampled', schedules: 1, classes: 1, infeasible: 0 },
        { mode: 'sample', timed: false },
      ),
      'sampled(1): 1 order was drawn at random: 1 class. How many there are could not be estimated. What was not drawn may still fail.',
    ],
  ])('says no more than is true: %s', (said, wanted) => {
    if (typeof wanted === 'string') expect(said).toBe(wanted);
    else expect(said).toMatch(wanted);
  });
});

describe('a verdict in words', () => {
  it.each([
    [{}, 'APP is bought twice in every order.'],
    [{ verdict: 'pass' }, 'No order duplicates or loses an order.'],
    [
      { verdict: 'pass', coverage: { ...COVERAGE, kind: 'bounded' } },
      'No order that was run duplicates or loses an order.',
    ],
    [
      { verdict: 'inconclusive', outcomes: [] },
      'There is no verdict: nothing failed, but not all was run that was asked for.',
    ],
    [
      {
        verdict: 'inconclusive',
        outcomes: [{ ...doubled({}), verdict: 'inconclusive' }],
      },
      'There is no verdict: some orders could not be judged.',
    ],
    [
      {
        outcomes: [{ ...doubled({}), verdict: 'fail', errors: ['exactly-one', 'no-stall'] }],
      },
      'An order of events breaks exactly-one and no-stall.',
    ],
    [{ outcomes: [doubled({ APP: 2 }), doubled({ APP: 1 })] }, 'APP can be bought twice.'],
    [
      { outcomes: [doubled({ APP: 4 }), doubled({ APP: 2 })] },
      'APP is bought 2 to 4 times in every order.',
    ],
    [{ coverage: { ...COVERAGE, kind: 'sampled' } }, 'APP can be bought twice.'],
    [{ counterexample: null, outcomes: [] }, 'An order of events fails.'],
    [
      { outcomes: [doubled({ A: 2, B: 2, C: 3, D: 2, E: 1 }), doubled({ E: 1 })] },
      'A can be bought twice, B can be bought twice, C can be bought 3 times and 1 more symbol too often.',
    ],
  ] as const)('%#', (changes, words) => {
    expect(explorationSentence(report(changes as Partial<ExplorationReport>))).toBe(words);
  });

  it('says of an outcome what was bought', () => {
    expect([fillsWords({}), fillsWords({ APP: 1, GME: 3 })]).toEqual([
      'nothing bought',
      'APP bought once and GME bought 3 times',
    ]);
  });
});

describe('what a story keeps', () => {
  it('is said where it is less than the scenario', () => {
    expect(keptSentence(report())).toContain('2 of 4 signals');
    expect(keptSentence(report())).toContain('APP bought twice');
    expect(keptSentence(report({ signalsCount: 2 }))).toBeNull();
    expect(keptSentence(report({ counterexample: null }))).toBeNull();
  });
});

describe('outcomes of symbols explored apart', () => {
  it('are said to be by symbol, with what they come to together', () => {
    const apart = [
      { ...doubled({ APP: 1 }), apart: 'APP' },
      { ...doubled({ GME: 1 }), apart: 'GME' },
    ];
    expect(apartSentence(apart)).toContain('APP bought once and GME bought once');
    expect(apartSentence([doubled({ APP: 1, GME: 1 })])).toBeNull();
  });
});

describe('a story', () => {
  it('tells the steps of those who conflict up to the duplicate, and what deviates', () => {
    const { steps, omitted } = tellStory(COUNTEREXAMPLE);
    expect(steps.map(({ step, deviates }) => `${step}${deviates ? '*' : ''}`)).toEqual([
      '1',
      '3',
      '5',
      '8*',
      '9',
    ]);
    expect(omitted).toBe(5);
  });

  it('tells all of them to the end where nothing is bought twice', () => {
    const { steps } = tellStory({
      ...COUNTEREXAMPLE,
      facts: FACTS.slice(0, 4),
      deviatingSteps: [1],
    });
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  it('tells the steps of a signal whose message came again, and says whose they are', () => {
    const again = order('r1.c1/a~2');
    const { steps } = tellStory({ ...COUNTEREXAMPLE, facts: [again], deviatingSteps: [] });
    expect(steps.map(({ signalId }) => signalId)).toEqual(['a']);
    const other = order('r1.c1/ab');
    expect(tellStory({ ...COUNTEREXAMPLE, facts: [other], deviatingSteps: [] }).steps).toEqual([]);
  });

  it('ends at the second fill, not at an order that the broker rejects', () => {
    const told = (fault: Call['fault']) =>
      tellStory({
        ...COUNTEREXAMPLE,
        facts: [order('r1.c1/a', { fault }), order('r2.c1/b'), order('r2.c1/b')],
        deviatingSteps: [],
      }).steps.length;
    expect([told(null), told('broker-reject')]).toEqual([2, 3]);
  });
});

describe('the latencies that a failure needs', () => {
  const leg = {
    operation: 'db.read',
    claim: 'exact',
    declaredMinUs: 500,
    declaredMaxUs: 1_500,
  } as const;
  it('are told one by one, those that do not matter together', () => {
    const critical = [
      { ...leg, legMaxUs: 875 },
      { ...leg, operation: 'db.write', legMaxUs: 500 },
      { ...leg, operation: 'broker', legMaxUs: null },
    ];
    const said = latencyWords({ latencies: ['db.read', 'broker'], critical, minimal: true }, true);
    expect(said.map((words) => words.split(' ').slice(0, 2).join(' '))).toEqual([
      'The story',
      'The scenario',
      'The scenario',
    ]);
    expect(said[1]).toMatch(/fails only if .*db\.read .*0\.875 ms/);
    expect(said[2]).toMatch(/however fast db\.write/);
  });

  it('speak of an upper bound where not every order was run', () => {
    const critical = [{ ...leg, legMaxUs: 875, claim: 'upper bound' }] as const;
    const said = latencyWords({ latencies: [], critical, minimal: true }, true);
    expect(said[0]).toMatch(/^The story happens with every latency at its minimum/);
    expect(said[1]).not.toContain('only if');
    expect(said[1]).toContain('not every order was run');
  });

  it('are none where timing was left out', () => {
    expect(latencyWords(COUNTEREXAMPLE, false)).toEqual([
      'Latencies were left out: some may rule this order out.',
    ]);
  });
});

describe('lines to paste', () => {
  it('quote what a shell would read', () => {
    const asked = report({
      scenario: { id: 'a', path: 'my files/a.yaml', title: 'A' },
      extraOptions: ['--latency', 'broker=constant(1ms)'],
      mode: 'sample',
      timed: false,
      seed: 7,
    });
    expect(tokenLine(asked, { token: '1abc' })).toBe(
      "npx racetape replay 'my files/a.yaml' --guards three-layer --latency 'broker=constant(1ms)' --token 1abc",
    );
    expect(exploreLine(asked)).toBe(
      "npx racetape explore 'my files/a.yaml' --guards three-layer --mode sample --untimed --seed 7 --latency 'broker=constant(1ms)'",
    );
    expect(exploreLine(report())).toBe('npx racetape explore a.yaml --guards three-layer');
  });
});

describe('the reading of a matrix', () => {
  const varied = ['cycle-set', 'unique-intent'] as const;
  type Cell = MatrixReport['cells'][number];
  const cell = (word: string, bits: number): Cell => ({
    guards: ['memory-position', ...varied.filter((_, index) => (bits >> index) % 2 === 1)],
    verdict: word === 'open' || word === 'unjudged' ? 'inconclusive' : (word as Cell['verdict']),
    coverage: { ...COVERAGE, kind: word === 'open' ? 'sampled' : 'complete' },
    token: null,
    kind: null,
    faults: [],
    cut: [],
  });
  /** The four sets in binary order: neither, cycle-set, unique-intent, both. */
  const say = (words: string, ending: 'complete' | 'interrupted' = 'complete') => {
    const cells = words.split(' ').map(cell);
    return readingSentences({ varied, cells, reading: readMatrix(cells, varied), ending }).join(
      '\n',
    );
  };

  it('names what every set proves, without a reservation where all are decided', () => {
    const said = say('fail fail pass pass');
    expect(said).toContain('Necessary: unique-intent.');
    expect(said).toContain('Redundant here: cycle-set.');
    expect(said).not.toMatch(/so far|undecided|yet/i);
    expect(say('pass pass pass pass')).toContain('memory-position alone');
    expect(say('fail pass pass pass')).toMatch(/No guard is necessary.*\n.*No guard is redundant/);
  });

  it('says "so far", and which sets are open, where one of them could overturn it', () => {
    const said = say('fail open pass pass');
    expect(said).not.toMatch(/^Necessary:/m);
    expect(said).toMatch(/^Necessary so far: unique-intent\. 1 set without it is undecided\.$/m);
    expect(said).toMatch(/^Undecided: 1 of 4 sets ran out of budget \(cycle-set\)\.$/m);
    expect(say('open open open pass')).toMatch(/Smallest safe set so far: .*3 smaller sets/);
    expect(say('fail open pass pass', 'interrupted')).not.toContain('budget');
    expect(say('fail unjudged pass pass')).toContain('1 of 4 sets could not be judged');
  });

  it('tells nothing proven yet, none found yet, and none at all apart', () => {
    const said = [
      say('open open open open'),
      say('fail open open open'),
      say('fail fail fail fail'),
    ];
    expect(said[0]).toContain('Nothing proven yet: 4 of 4 sets ran out of budget.');
    expect(said[1]).toMatch(/^No safe set found yet: 1 set of 4 has a failing order, 3 of 4 sets/);
    expect(said[2]).toMatch(
      /^No set of these guards is safe: each of the 4 has a failing order\.$/,
    );
    expect(say('fail fail open open')).toContain('Necessary: unique-intent.');
  });
});

describe('where two runs part', () => {
  const events = [...appWithoutGuards().events];
  it('is the first event that differs in what happens, not when', () => {
    const later = events.map((event) => ({ ...event, atUs: event.atUs + 5, seq: event.seq + 1 }));
    expect(firstDivergence(events, later)).toBeNull();
    const swapped = [...events.slice(0, 3), ...events.slice(4)];
    expect(firstDivergence(events, swapped)).toEqual({
      common: 3,
      one: events[3],
      other: events[4],
    });
    expect(firstDivergence(events, events.slice(0, 2))).toEqual({
      common: 2,
      one: events[2],
      other: null,
    });
    expect(firstDivergence([], events)).toEqual({ common: 0, one: null, other: events[0] });
  });
});

describe('what is printed', () => {
  it('tells a failure that the budget was too small to tell', () => {
    const said = renderExploration(report({ counterexample: null, passingTwin: null }), {
      color: false,
    });
    expect(said).toContain('the budget was too small to tell how');
    expect(said).toContain('  npx racetape explore a.yaml --guards three-layer');
  });

  it('tells where no exchange of two steps helps, and a note', () => {
    const coverage = { ...COVERAGE, note: 'counted with care' };
    const said = renderExploration(report({ passingTwin: null, coverage, elapsedMs: 0 }), {
      color: false,
    });
    expect(said).toContain('No single exchange of two steps makes it pass.');
    expect(said).toContain('   counted with care\n');
    expect(said).not.toContain('a second');
    expect(perSecond(5, 0)).toBeNull();
  });

  it('says what was not expected in a table too', () => {
    const said = renderExplorationTable([report({ expected: false })], { color: false });
    expect(said).toMatch(/✗ fail +APP is bought twice in every order\. {2}not as expected\n/);
    expect(said).toMatch(/✗ 1 explored, 1 not as expected\n$/);
  });

  it('has a page without a twin, one without tapes, and rows in the index', () => {
    const { events, header, judgement, digest } = appWithoutGuards();
    const failing = { events, header, judgement, digest };
    const alone = renderExplorePage(report({ passingTwin: null }), {
      failing,
      passing: null,
      links: [],
    });
    expect(alone).toContain('The failing run');
    expect(alone).not.toContain('Its passing twin</h2>');
    const shorter = { ...failing, events: [...events].slice(0, 5) };
    const both = renderExplorePage(report({ expected: false }), {
      failing,
      passing: shorter,
      links: [],
    });
    expect(both).toContain('the passing one is over');
    expect(both).toContain('the runs part here');
    const bare = renderExplorePage(report({ coverage: { ...COVERAGE, note: 'a note' } }), {
      failing: null,
      passing: null,
      links: [{ label: 'json', path: 'explore.json' }],
    });
    expect(bare).not.toContain('The failing run');
    expect(bare).toContain('a note');
    const index = renderIndex(
      [],
      [
        { report: report({ expected: false }), pagePath: 'a/three-layer/explore.html' },
        { report: report({ verdict: 'pass', counterexample: null }), pagePath: 'b/explore.html' },
      ],
    );
    expect(index).toContain('href="a/three-layer/explore.html"');
    expect(index).toContain('not as expected');
  });

  it('has a page of a matrix whose failing cell lacks a kind', () => {
    const matrix: MatrixReport = {
      scenario: { id: 'a', path: 'a.yaml', title: 'A' },
      seed: 1,
      timed: false,
      varied: ['cycle-set'],
      cells: [
        {
          guards: ['memory-position'],
          verdict: 'fail',
          coverage: COVERAGE,
          token: '1abc',
          kind: null,
          faults: [],
          cut: [],
        },
      ],
      reading: readMatrix([], []),
      elapsedMs: 5,
      extraOptions: [],
    };
    expect(renderMatrixPage(matrix)).toContain(
      'npx racetape replay a.yaml --guards memory-position --token 1abc',
    );
  });
});
