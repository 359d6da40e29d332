import { describe, expect, it } from 'vitest';
import { nameOfCheck } from '../../../src/formats/ci/check.js';
import { renderAnnotations } from '../../../src/formats/ci/render-annotations.js';
import { renderJunit } from '../../../src/formats/ci/render-junit.js';
import { renderSarif } from '../../../src/formats/ci/render-sarif.js';
import { sweepChecks } from '../../../src/formats/index.js';
import { sampleCritical, samplePoint, sampleSweep } from '../../pages/sweep/sample-sweep.js';
import { PLACES, sweepOf, sweepResults } from './sample-results.js';
import { junitErrors, sarifErrors } from './validate.js';

const checks = sweepChecks(sweepOf(), PLACES);
const named = (name: string) => checks.find((check) => nameOfCheck(check) === name)!;

describe('the checks of a sweep', () => {
  it('are a critical value and the points of each guard set, then what was not done', () => {
    expect(checks.map((check) => [nameOfCheck(check), check.status, check.verdict])).toEqual([
      ['critical value of db.write under none', 'ok', 'fail'],
      ['sweep db.write=5ms under none', 'ok', 'fail'],
      ['critical value of db.write under db-position', 'ok', 'fail'],
      ['sweep db.write=5ms under db-position', 'ok', 'pass'],
      ['sweep db.write=10ms under db-position', 'ok', 'fail'],
      ['sweep db.write=15ms under db-position', 'ok', 'fail'],
      ['sweep db.write=20ms under db-position', 'ok', 'fail'],
      ['sweep, all points', 'unproven', 'inconclusive'],
    ]);
    expect(sweepChecks(sampleSweep({ pointsAsked: 4 }), PLACES)).toHaveLength(6);
  });

  it('warn of duplicates with the critical value, at what the file expects of the set', () => {
    const point = named('sweep db.write=5ms under none');
    expect(point.problems).toEqual([
      {
        rule: 'no-duplicate',
        level: 'warning',
        message:
          'At db.write = 5 ms, 200 of 200 runs with a duplicate: probability 1 (0.982 – 1). Critical value: none: can fail at any db.write from 0 on (stale-read).',
        place: { line: 40, column: 5 },
      },
    ]);
    expect(point.line).toBe(
      "npx racetape sweep scenarios/two.yaml --guards none --vary db.write=5ms --trials 200 --latency 'db.read=constant(1ms)' --latency 'db.write=constant(1ms)'",
    );
  });

  it('warn of what is over-blocked and of what stalls, each by its rule', () => {
    const { problems } = named('sweep db.write=20ms under db-position');
    expect(problems.map(({ rule, message }) => [rule, message])).toEqual([
      ['exactly-one', 'An order that was due did not go out in 2 of 200 runs.'],
      ['no-stall', 'Something waits for ever in 1 of 200 runs.'],
    ]);
  });

  it('warn of a failure that no run showed and a search found, and of one without a name', () => {
    expect(named('sweep db.write=10ms under db-position').problems).toMatchObject([
      { rule: 'stale-read', message: expect.stringMatching(/^None of 200 runs failed, and yet/) },
    ]);
    const points = [samplePoint({ failing: 4 })];
    expect(sweepChecks(sampleSweep({ points }), PLACES)[2]!.problems).toMatchObject([
      { rule: 'expectation', message: '4 of 200 runs failed.' },
    ]);
  });

  it('claim all orders only where all were run', () => {
    expect(named('sweep db.write=5ms under db-position').claim).toBe('complete(26)');
    expect(named('sweep db.write=15ms under db-position').claim).toBe('sampled(200)');
    expect(named('critical value of db.write under db-position')).toMatchObject({
      claim: 'complete(26)',
      token: '1abc',
      line: expect.stringMatching(/^npx racetape replay .* --token 1abc$/),
    });
    const critical = [
      sampleCritical({ claim: 'unknown', valueUs: null, kind: null, token: null }),
      sampleCritical({ guardSet: 'none', claim: 'none', valueUs: null, kind: null, token: null }),
    ];
    const unsolved = sweepChecks(sampleSweep({ critical, points: [] }), PLACES);
    expect(unsolved.map(({ verdict, claim }) => [verdict, claim])).toEqual([
      ['pass', 'complete(26)'],
      ['inconclusive', 'unknown'],
      ['inconclusive', null],
    ]);
  });

  it('name both values where two parameters are varied, and the critical value that belongs to them', () => {
    const [vary] = sampleSweep().vary;
    const second = { parameter: 'broker', words: 'broker=1ms,1500us', valuesUs: [1_000, 1_500] };
    const two = sampleSweep({
      seed: 7,
      vary: [vary!, second],
      points: [samplePoint({ valuesUs: [5_000, 1_500], duplicates: 1, failing: 1 })],
      critical: [
        sampleCritical({ secondUs: 1_000, valueUs: 1_000 }),
        sampleCritical({ secondUs: 1_500, valueUs: 2_000 }),
      ],
      pointsAsked: 1,
    });
    const told = sweepChecks(two, PLACES);
    expect(told.map(nameOfCheck)).toEqual([
      'critical value of db.write at broker=1ms under db-position',
      'critical value of db.write at broker=1500us under db-position',
      'sweep db.write=5ms, broker=1500us under db-position',
    ]);
    expect(told[2]!.line).toContain(
      '--vary db.write=5ms --vary broker=1500us --trials 200 --seed 7',
    );
    expect(told[2]!.problems[0]!.message).toContain('below db.write = 2 ms');
  });

  it('are valid JUnit and SARIF: warnings are results there and no failures here', async () => {
    const junit = renderJunit(sweepResults());
    expect(await junitErrors(junit)).toEqual([]);
    expect(junit).toContain('tests="8" failures="0" errors="1"');
    const sarif = renderSarif(sweepResults());
    expect(sarifErrors(sarif)).toEqual([]);
    const { results } = JSON.parse(sarif).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'no-duplicate',
      'stale-read',
      'no-duplicate',
      'exactly-one',
      'no-stall',
      'coverage',
    ]);
    expect(renderAnnotations(sweepResults()).match(/^::warning /gm)).toHaveLength(5);
  });
});
