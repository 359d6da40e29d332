import { describe, expect, it } from 'vitest';
import {
  answerExpectation,
  answerHeldExploration,
  answerHeldRun,
  type Claim,
  type ClaimWanted,
  claimWantedWord,
  decideGate,
  type ExploredOutcome,
  type GateAnswer,
  type GatePolicy,
  gravest,
  isClaimEnough,
  netOf,
} from '../../src/verdict/index.js';
import { sampleFinding } from './sample-judgement.js';

const STRICT: GatePolicy = {
  duplicatesMax: 0,
  errorsMax: 0,
  warningsMax: null,
  coverage: { kind: 'complete' },
};
const MET: GateAnswer = { status: 'met', words: '' };
const REFUSED: GateAnswer = { status: 'refused', words: 'no' };
const UNPROVEN: GateAnswer = { status: 'unproven', words: 'who knows' };

describe('a claim', () => {
  const claims: readonly Claim[] = [
    { kind: 'sampled', bound: null, schedules: 10 },
    { kind: 'sampled', bound: null, schedules: 11 },
    { kind: 'bounded', bound: 1, schedules: 1 },
    { kind: 'bounded', bound: 2, schedules: 1 },
    { kind: 'complete', bound: null, schedules: 1 },
  ];
  const wanted: readonly ClaimWanted[] = [
    { kind: 'sampled', schedules: 10 },
    { kind: 'sampled', schedules: 11 },
    { kind: 'bounded', bound: 1 },
    { kind: 'bounded', bound: 2 },
    { kind: 'complete' },
  ];
  it('is enough for itself and for everything below it, and for nothing above', () => {
    for (const [have, claim] of claims.entries())
      for (const [need, want] of wanted.entries())
        expect(isClaimEnough(claim, want), `${have} for ${claimWantedWord(want)}`).toBe(
          have >= need,
        );
  });
});

describe('a replay under a set that has to hold', () => {
  const clean = { findings: [], duplicates: [], verdict: 'pass' } as const;
  const duplicate = { symbol: 'APP', count: 2, kind: 'bypass' } as const;
  const findings = [sampleFinding(), sampleFinding()];
  it('is met where nothing was found', () => {
    expect(answerHeldRun(clean, STRICT)).toEqual(MET);
  });
  it('is refused for duplicates above those allowed, and not for those allowed', () => {
    const run = { findings, duplicates: [duplicate], verdict: 'fail' } as const;
    expect(answerHeldRun(run, STRICT)).toEqual({
      status: 'refused',
      words: '2 duplicates, at most 0 allowed.',
    });
    expect(answerHeldRun(run, { ...STRICT, duplicatesMax: 1 }).status).toBe('refused');
    expect(answerHeldRun(run, { ...STRICT, duplicatesMax: 2 })).toEqual(MET);
  });
  it('is refused for other errors and for warnings by severity', () => {
    const error = sampleFinding({ assertion: 'exactly-one', duplicateKind: null });
    const warning = sampleFinding({ severity: 'warning', duplicateKind: null });
    const run = { ...clean, findings: [error, warning] };
    expect(answerHeldRun(run, STRICT).words).toBe('1 other errors, at most 0 allowed.');
    expect(answerHeldRun(run, { ...STRICT, errorsMax: 1, warningsMax: 0 }).words).toBe(
      '1 warnings, at most 0 allowed.',
    );
    expect(answerHeldRun(run, { ...STRICT, errorsMax: 1, warningsMax: 1 })).toEqual(MET);
  });
  it('is not proven where it says too little', () => {
    expect(answerHeldRun({ ...clean, verdict: 'inconclusive' }, STRICT).status).toBe('unproven');
  });
});

describe('an exploration under a set that has to hold', () => {
  const complete: Claim = { kind: 'complete', bound: null, schedules: 9 };
  const sampled: Claim = { kind: 'sampled', bound: null, schedules: 9 };
  const passing = { fills: { APP: 1 }, verdict: 'pass', errors: [] } as const;
  const failing = { fills: { APP: 3, GME: 1 }, verdict: 'fail', errors: ['no-duplicate'] } as const;
  const explored = (changes: Partial<ExploredOutcome>): ExploredOutcome => {
    return { verdict: 'pass', coverage: complete, outcomes: [passing], ...changes };
  };
  it('is met by a claim that is enough', () => {
    expect(answerHeldExploration(explored({}), STRICT)).toEqual(MET);
  });
  it('is refused by one failing order, however little is claimed', () => {
    const found = { verdict: 'fail', outcomes: [passing, failing] } as const;
    for (const coverage of [complete, sampled])
      expect(answerHeldExploration(explored({ ...found, coverage }), STRICT).status).toBe(
        'refused',
      );
    expect(answerHeldExploration(explored({ verdict: 'fail' }), STRICT).status).toBe('refused');
  });
  it('counts extra fills against what is allowed', () => {
    const found = explored({ verdict: 'fail', outcomes: [failing] });
    expect(answerHeldExploration(found, { ...STRICT, duplicatesMax: 1 }).status).toBe('refused');
    expect(answerHeldExploration(found, { ...STRICT, duplicatesMax: 2 })).toEqual(MET);
    const other = { ...failing, errors: ['exactly-one', 'no-duplicate'] };
    const worse = explored({ verdict: 'fail', outcomes: [other] });
    expect(answerHeldExploration(worse, { ...STRICT, duplicatesMax: 2 }).status).toBe('refused');
  });
  it('is not proven below the coverage that is asked for, nor where orders could not be judged', () => {
    const less = answerHeldExploration(explored({ coverage: sampled }), STRICT);
    expect(less).toEqual({
      status: 'unproven',
      words: 'Less was explored than the policy asks for (complete).',
    });
    const unjudged = explored({ verdict: 'inconclusive' });
    expect(answerHeldExploration(unjudged, STRICT).status).toBe('unproven');
  });
});

describe('an expectation', () => {
  it('is met, refused or not proven', () => {
    expect(answerExpectation({ expected: true, verdict: 'fail' })).toEqual(MET);
    expect(answerExpectation({ expected: false, verdict: 'pass' }).status).toBe('refused');
    expect(answerExpectation({ expected: false, verdict: 'inconclusive' }).status).toBe('unproven');
  });
});

describe('the gate', () => {
  it('takes the gravest of several answers', () => {
    expect(gravest([MET, UNPROVEN, REFUSED])).toBe(REFUSED);
    expect(gravest([MET, UNPROVEN])).toBe(UNPROVEN);
    expect(gravest([])).toEqual(MET);
  });
  it.each([
    [[MET, MET], 'sound', 'pass'],
    [[MET, MET], null, 'pass'],
    [[MET, UNPROVEN], 'sound', 'inconclusive'],
    [[UNPROVEN, REFUSED], 'sound', 'fail'],
    [[], 'sound', 'inconclusive'],
    [[], null, 'inconclusive'],
    [[MET], 'unproven', 'inconclusive'],
    [[MET], 'hole', 'inconclusive'],
    [[REFUSED], 'hole', 'fail'],
  ] as const)('decides %j with a net that is %s: %s', (answers, net, verdict) => {
    expect(decideGate(answers, net)).toEqual({ verdict, net, alarm: false });
  });
  it('never opens where racetape contradicts itself, and says so beside what was refused', () => {
    const alarm: GateAnswer = { status: 'alarm', words: '' };
    expect(decideGate([MET, alarm], 'sound')).toEqual({
      verdict: 'inconclusive',
      net: 'sound',
      alarm: true,
    });
    expect(decideGate([REFUSED, alarm], null)).toMatchObject({ verdict: 'fail', alarm: true });
  });

  it('has a hole in its net where the canary passes', () => {
    expect((['fail', 'pass', 'inconclusive'] as const).map(netOf)).toEqual([
      'sound',
      'hole',
      'unproven',
    ]);
  });
});
