import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIndex, renderPage } from '../../src/pages/index.js';
import { STYLESHEET, STYLESHEET_SHA256 } from '../../src/pages/replay/stylesheet.js';
import type { TapeEvent } from '../../src/tape/index.js';
import type { Finding } from '../../src/verdict/index.js';
import type { ReportRun } from '../../src/words/index.js';
import { appWithoutGuards, appWithThreeLayers } from '../support/app-runs.js';
import {
  endEntry,
  judgement,
  orderWords,
  scenarioWords,
  TapeBuilder,
  tapeHeader,
  USD,
} from '../support/tape-builder.js';

const RUNS = [appWithoutGuards(), appWithThreeLayers()];

/** The words of a page without its markup. */
function wordsOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** Opening tags that are never closed, in a page where every tag should be. */
function unbalanced(page: string): readonly string[] {
  const open: string[] = [];
  const lone = new Set(['meta', '!doctype']);
  for (const [, close, name, rest] of page.matchAll(/<(\/?)(!?[a-z][a-z0-9]*)([^>]*)>/gi)) {
    if (close === '' && (lone.has(name!) || rest!.endsWith('/'))) continue;
    if (close === '') open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

function runOf(events: readonly TapeEvent[], changes: Partial<ReportRun> = {}): ReportRun {
  return {
    header: tapeHeader(),
    events,
    judgement: judgement(),
    digest: 'd'.repeat(64),
    ...changes,
  };
}

describe('renderPage', () => {
  const page = renderPage(RUNS, { trail: { indexPath: '../index.html', links: [] } });
  const words = wordsOf(page);

  it('says the verdict first, then how to see it again', () => {
    const places = [
      'APP was bought 4 times where once was due.',
      'npx racetape replay scenarios/app-4x-buy.yaml --guards none --seed 1',
      '1 order went out; 3 more were stopped, all by cycle-set.',
      'Guard sets compared',
      'The story',
      'Timeline on virtual time',
      'Guards: who stopped what',
      'Fills, trade rows and positions, side by side',
      'Equity on every source',
      'Findings',
      'Does it match the record?',
    ].map((text) => words.replace(/\s+/g, ' ').indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('opens from a file with nothing loaded and nothing run', () => {
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${STYLESHEET_SHA256}'`);
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|\bon[a-z]+="|\sstyle="|@import|url\((?!#)/,
    );
    expect(page).not.toMatch(/https?:/);
  });

  it('pins the stylesheet by its hash', () => {
    expect(createHash('sha256').update(STYLESHEET).digest('base64')).toBe(STYLESHEET_SHA256);
    expect(page).toContain(`<style>${STYLESHEET}</style>`);
  });

  it('closes every tag that it opens, and uses each id once', () => {
    expect(unbalanced(page)).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('gives every table a caption and every heading a scope', () => {
    const tables = page.match(/<table>/g)!.length;
    expect(page.match(/<caption>/g)).toHaveLength(tables);
    expect(page.match(/<th(?= |>)(?! scope=)/g)).toBeNull();
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it('says what was stopped by which layer, when and why', () => {
    expect(words).toContain('stopped 32 ms: already had BUY attempted this cycle');
    expect(words).toContain('let pass 67 ms');
    expect(words).toContain('marked 29 ms: first BUY attempt of this cycle');
    expect(words).toContain('duplicate fill, 7 523 ms');
    expect(words).toContain('No guard was in place');
  });

  it('sets fills, trade rows and positions side by side and marks where they differ', () => {
    expect(words).toMatch(
      /APP 0 22 4 fills: 1, 7, 7, 7 22 4 rows: 1, 7, 7, 7 7 \(−15\) as the row says ≠ they differ/,
    );
    expect(words).toContain('1 more symbol held from the start');
  });

  it('shows equity of all sources, the record, the story, and what is inferred', () => {
    expect(words).toContain('All 3 sources say the same, to the cent.');
    expect(words).toContain('broker $132,540.92 $13,068.00 $145,608.92');
    expect(words).toContain('BUY 1 APP, BUY 7 APP, BUY 7 APP, BUY 7 APP, within 2 s.');
    expect(words).toContain('Each asked whether APP was held');
    expect(words).toContain('a price between $503.95 and $575.95');
    expect(words).toContain('Yes: the trade rows of this run are those of the record');
    expect(words).toContain('Not asked: only a run with guards none or recorded');
  });

  it('lists errors before warnings', () => {
    expect(words).toContain('3 errors (they fail the verdict) and 1 warning');
    expect(words.indexOf('no-duplicate')).toBeLessThan(words.indexOf('counts-agree'));
  });

  it('links to the index and to the files of each run', () => {
    expect(page).toContain('<a href="../index.html">');
    expect(page).toContain('<a href="none/robo_trader.log">');
    expect(renderPage(RUNS)).not.toContain('all scenarios');
  });

  it('gives the same bytes for the same runs', () => {
    expect(
      renderPage([appWithoutGuards(), appWithThreeLayers()], {
        trail: { indexPath: '../index.html', links: [] },
      }),
    ).toBe(page);
  });

  it('reads the events of a run once, from any iterable', () => {
    const [first, second] = RUNS as [ReportRun, ReportRun];
    let reads = 0;
    const events = {
      *[Symbol.iterator]() {
        reads++;
        yield* first.events;
      },
    };
    expect(
      renderPage([{ ...first, events }, second], {
        trail: { indexPath: '../index.html', links: [] },
      }),
    ).toBe(page);
    expect(reads).toBe(1);
  });

  it('refuses a page of nothing', () => {
    expect(() => renderPage([])).toThrow(RangeError);
  });
});

describe('hostile names', () => {
  const HOSTILE = [
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='x",
    '\u202etxet',
    '\u001b[31m',
    '</style>',
    '</title>',
    ']]>',
    '<!--',
  ];

  function hostileRun(text: string): ReportRun {
    const scenario = scenarioWords({
      id: text,
      path: text,
      title: text,
      story: text,
      origin: text,
      recorded: [text],
      inferred: [text],
      start: text,
      zone: text,
    });
    const order = { ...orderWords(text, 7), symbol: text };
    const guard = {
      layer: 'cycle-set',
      symbol: text,
      signalId: text,
      decision: 'blocked',
      reason: text,
    } as const;
    const tape = new TapeBuilder()
      .at(0, text, { kind: 'signal', ...order })
      .guard(text, 0, guard)
      .lock(text, text, { waitUs: 0, acquireUs: 5, releaseUs: 9 })
      .call(text, { operation: 'broker', statement: text, atUs: 0, effectUs: 4, responseUs: 400 })
      .at(400, text, { kind: 'fill', orderId: 1, ...order })
      .at(400, text, { kind: 'reject', reason: text, ...order })
      .at(400, text, { kind: 'skip', signalId: text, symbol: text, reason: text })
      .at(400, text, { kind: 'late-signal', signalId: text, symbol: text, reason: text })
      .at(400, text, { kind: 'stall', waits: [{ task: text, waitsFor: text, heldBy: text }] })
      .at(
        500,
        null,
        endEntry({
          equity: [{ source: text, cash: 0, holdings: 0, equity: 0 }],
          broker: [{ symbol: text, quantity: 7 }],
          pending: [{ runner: text, symbol: text }],
        }),
      );
    const events = tape.events();
    const execution = {
      atUs: 400,
      symbol: text,
      side: 'BUY',
      quantity: 7,
      price: USD,
      path: null,
      cycle: null,
      runner: text,
    } as const;
    const finding: Finding = {
      assertion: text,
      severity: 'error',
      message: text,
      atUs: 400,
      seq: 9,
      symbol: text,
      duplicateKind: 'clock',
    };
    return {
      header: tapeHeader({ scenario, guardSet: text, guards: ['cycle-set'], token: text }),
      events,
      digest: text,
      judgement: judgement({
        verdict: 'fail',
        findings: [finding],
        fills: [execution, execution],
        trades: [execution],
        positions: [{ symbol: text, quantity: 1 }],
        blocked: [{ layer: 'cycle-set', symbol: text, task: text, atUs: 0, reason: text }],
        duplicates: [{ symbol: text, count: 1, kind: 'clock' }],
        matchesRecord: false,
        expected: false,
      }),
      links: [{ label: text, path: text }],
    };
  }

  const pagesOf = (text: string): readonly string[] => {
    const run = hostileRun(text);
    return [
      renderPage([run], { trail: { indexPath: text, links: [{ label: text, path: text }] } }),
      renderIndex([{ ...run, pagePath: text, links: run.links ?? [] }]),
    ];
  };
  const tagsOf = (page: string): number => page.match(/<[a-z!/]/gi)!.length;
  const plain = pagesOf('plain').map(tagsOf);

  it.each(HOSTILE)('are shown as text: %j', (text) => {
    for (const page of pagesOf(text)) {
      expect(page).not.toMatch(
        /<script|<img|[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/,
      );
      expect(page).not.toMatch(/ onfocus='| onerror=[^&]*"/);
      expect(page.match(/<\/style>/g)).toHaveLength(1);
      expect(page.match(/<\/title>/gi)!.length).toBe(page.match(/<title>/gi)!.length);
      expect(unbalanced(page)).toEqual([]);
    }
  });

  it('never make a tag, whatever the text', () => {
    // Spaces and line breaks are left out: they split stories and words, and so add tags of ours.
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .filter((t) => !/\s/.test(t));
    fc.assert(
      fc.property(text, (name) => {
        const pages = pagesOf(name);
        for (const page of pages) expect(unbalanced(page)).toEqual([]);
        // A long name may lose the label beside a bar; nothing may be added.
        pages.forEach((page, index) => {
          expect(tagsOf(page)).toBeLessThanOrEqual(plain[index]! + 2 * 24);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('a long tape', () => {
  function longRun(tasks: number): ReportRun {
    function* events(): Generator<TapeEvent> {
      let seq = 0;
      for (let n = 0; n < tasks; n++) {
        const symbol = n % 50 === 7 ? 'APP' : `S${n % 20}`;
        const order = { ...orderWords(`s${n}`, 7), symbol };
        const stamp = { atUs: n * 1_000, task: `t${n}`, cycle: 1, runner: 'r1' };
        const call = {
          kind: 'call',
          call: n,
          operation: 'broker',
          statement: `BUY ${symbol}`,
        } as const;
        yield { ...stamp, seq: seq++, kind: 'signal', ...order };
        yield { ...stamp, seq: seq++, ...call, phase: 'request' };
        yield { ...stamp, seq: seq++, ...call, phase: 'effect' };
        yield { ...stamp, seq: seq++, ...call, phase: 'response' };
        yield { ...stamp, seq: seq++, kind: 'fill', orderId: n, ...order };
      }
    }
    const all = [...events()];
    const fills = all.flatMap((event) => (event.kind === 'fill' ? [event] : []));
    const extra = fills.filter(({ symbol }) => symbol === 'APP').slice(1);
    const findings = extra.map(({ atUs, seq, symbol }): Finding => {
      return {
        assertion: 'no-duplicate',
        severity: 'error',
        message: 'again',
        atUs,
        seq,
        symbol,
        duplicateKind: 'clock',
      };
    });
    return {
      header: tapeHeader(),
      events: all,
      digest: 'x',
      judgement: judgement({
        verdict: 'fail',
        fills,
        trades: fills,
        findings,
        duplicates: [{ symbol: 'APP', count: extra.length, kind: 'clock' }],
      }),
    };
  }

  it('stays below 1 MB at 10,000 events and 2 MB at 100,000, and says what is left out', () => {
    const short = longRun(2_000);
    const small = renderPage([short, short, short]);
    expect(small.length).toBeLessThan(1_000_000);
    const large = renderPage([longRun(20_000)]);
    expect(large.length).toBeLessThan(2_000_000);
    const words = wordsOf(large);
    expect(words).toMatch(
      /Shortened\. \d+ of 80,000 events are drawn: those of the symbols that the judgement names \( ?APP ?\)/,
    );
    expect(words).toContain('19,900 of 20,000 rows are not shown here');
    expect(words).toMatch(/more tasks have no lane here/);
  });

  it('draws the first events where the judgement names no symbol', () => {
    const run = longRun(500);
    const page = wordsOf(renderPage([{ ...run, judgement: judgement() }]));
    expect(page).toContain('400 of 2,000 events are drawn: the first ones');
  });

  it('shares the room among many runs', () => {
    const page = renderPage(Array.from<ReportRun>({ length: 16 }).fill(longRun(500)));
    expect(page.length).toBeLessThan(1_500_000);
  });
});

describe('what can be missing or wrong', () => {
  it('bears a run in which nothing happened', () => {
    const scenario = scenarioWords({ record: null, recorded: [], expect: [] });
    const page = renderPage([runOf([], { header: tapeHeader({ scenario }) })]);
    const words = wordsOf(page);
    expect(words).toContain('Nothing happened that a timeline could show.');
    expect(words).toContain('The tape says nothing of it: it has no end.');
    expect(words).toContain('The scenario holds no record to compare with.');
    expect(words).toContain('no expectation');
    expect(words).toContain('None: no error and no warning.');
  });

  it('says by how much equity differs', () => {
    const source = { cash: 100 * USD, holdings: 0 };
    const equity = [
      { source: 'account row', ...source, equity: 100 * USD },
      { source: 'broker', ...source, equity: 100 * USD - 20_000 },
      { source: 'portfolio', ...source, equity: 100 * USD + 20_000 },
    ];
    const events = new TapeBuilder().at(0, null, endEntry({ equity })).events();
    const words = wordsOf(renderPage([runOf(events)]));
    expect(words).toContain('The sources do not agree.');
    expect(words).toContain('another equity');
    expect(words).toContain('≠ −$0.02');
    expect(words).toContain('≠ +$0.02');
  });

  it('says where sources agree on equity only', () => {
    const equity = [
      { source: 'portfolio', cash: 100 * USD, holdings: 0, equity: 100 * USD },
      { source: 'broker', cash: 60 * USD, holdings: 40 * USD, equity: 100 * USD },
    ];
    const events = new TapeBuilder().at(0, null, endEntry({ equity })).events();
    const words = wordsOf(renderPage([runOf(events)]));
    expect(words).toContain('They differ in cash and holdings, which cancels out at this price.');
    expect(words).toContain('≠ −$40.00');
  });

  it('says when it was given less than the whole tape', () => {
    const events = new TapeBuilder().at(0, 't', { kind: 'cycle-end' }).events();
    const note = 'come from the first 1 of 2,000 events';
    expect(wordsOf(renderPage([runOf(events, { eventsCount: 2_000 })]))).toContain(note);
    expect(wordsOf(renderPage([runOf(events, { eventsCount: 1 })]))).not.toContain(
      'come from the first',
    );
  });

  it('repeats the options that the tape does not know', () => {
    const extraOptions = ['--latency', 'db.write=constant(5ms)'];
    const page = wordsOf(renderPage([runOf([], { extraOptions })]));
    expect(page.replaceAll('&#39;', "'")).toContain("--seed 1 --latency 'db.write=constant(5ms)'");
  });

  it('shows stalls, late signals, loads that failed and leaked marks', () => {
    const waits = Array.from({ length: 14 }, (_, n) => ({
      task: `t${n}`,
      waitsFor: 'l',
      heldBy: n === 0 ? null : 't0',
    }));
    const events = new TapeBuilder()
      .at(0, 'r1.c1', { kind: 'cycle-start', positions: 0, loadFailed: true })
      .at(1, null, { kind: 'late-signal', signalId: 's', symbol: 'APP', reason: 'no cycle' })
      .at(2, null, { kind: 'stall', waits })
      .at(3, null, endEntry({ pending: [{ runner: 'r1', symbol: 'APP' }] }))
      .events();
    const words = wordsOf(renderPage([runOf(events)]));
    expect(words).toContain('cycle starts with no positions: loading them failed');
    expect(words).toContain('t0 waits for l, held by nobody; t1 waits for l, held by t0');
    expect(words).toContain('and 2 more');
    expect(words).toContain('pending mark of APP was never taken back');
  });

  it('tells every end that an attempt can come to', () => {
    const tape = new TapeBuilder();
    const attempt = (id: string): void =>
      void tape.at(0, id, { kind: 'signal', ...orderWords(id, 7) });
    for (const id of ['filled', 'sold', 'skipped', 'refused', 'lost', 'stopped', 'freed'])
      attempt(id);
    tape
      .at(1, 'filled', { kind: 'fill', orderId: 1, ...orderWords('filled', 7) })
      .at(1, 'skipped', { kind: 'skip', signalId: 'skipped', symbol: 'APP', reason: 'below $500' })
      .at(1, 'refused', { kind: 'reject', reason: 'no cash', ...orderWords('refused', 7) })
      .guard('stopped', 1, {
        layer: 'unique-intent',
        signalId: 'stopped',
        decision: 'blocked',
        reason: 'claimed',
      })
      .at(2, 'stopped', { kind: 'reject', reason: 'blocked', ...orderWords('stopped', 7) })
      .at(2, 'stopped', { kind: 'skip', signalId: 'stopped', symbol: 'APP', reason: 'blocked' })
      .guard('freed', 1, {
        layer: 'unique-intent',
        signalId: 'freed',
        decision: 'released',
        reason: 'rejected',
      });
    const run = runOf(tape.events(), {
      header: tapeHeader({ guards: ['unique-intent'], guardSet: 'unique-intent' }),
    });
    const words = wordsOf(renderPage([run]));
    for (const end of [
      'filled, 7',
      'no order 0.001 ms: below $500',
      'refused 0.001 ms: no cash',
      'no end on the tape',
      'stopped 0.001 ms',
      'took back',
    ]) {
      expect(words.replace(/\s+/g, ' ')).toContain(end);
    }
    expect(words).not.toContain('refused 0.002 ms');
  });

  it('says where a run is not as expected, and what was expected', () => {
    const fail = judgement({ verdict: 'fail', expected: false, matchesRecord: false });
    const words = wordsOf(renderPage([runOf([], { judgement: fail })]));
    expect(words).toContain('not as expected expected: fail with 3 duplicates');
    expect(words).toContain('does not reproduce the record');
    const expect1 = [{ guardSet: 'none', guards: [], verdict: 'pass', duplicates: null }] as const;
    const silent = tapeHeader({ scenario: scenarioWords({ expect: expect1 }) });
    expect(wordsOf(renderPage([runOf([], { judgement: fail, header: silent })]))).toContain(
      'expected: pass',
    );
    const none = tapeHeader({ scenario: scenarioWords({ expect: [] }) });
    expect(wordsOf(renderPage([runOf([], { judgement: fail, header: none })]))).toContain(
      'no expectation',
    );
  });

  it('shortens a long list of duplicates and of stopped symbols', () => {
    const symbols = Array.from({ length: 30 }, (_, n) => `S${n}`);
    const run = runOf([], {
      header: tapeHeader({ guards: ['cycle-set'], guardSet: 'cycle-set' }),
      judgement: judgement({
        verdict: 'fail',
        duplicates: symbols.map((symbol) => ({ symbol, count: 1, kind: 'clock' })),
        blocked: symbols.map((symbol) => ({
          layer: 'cycle-set',
          symbol,
          task: 't',
          atUs: 0,
          reason: '',
        })),
      }),
    });
    const words = wordsOf(renderPage([run]));
    expect(words).toContain('and 22 more symbols');
    expect(words).toContain('and 24 more');
  });

  it('cuts the strip of outcomes and a long record', () => {
    const fills = Array.from({ length: 60 }, (_, n) => {
      return {
        atUs: n,
        symbol: 'APP',
        side: n % 2 ? ('SELL' as const) : ('BUY' as const),
        quantity: 1,
        price: USD,
        path: null,
        cycle: null,
        runner: null,
      };
    });
    const trades = fills.map(({ symbol, side, quantity }) => ({ symbol, side, quantity }));
    const scenario = scenarioWords({ record: { trades, spanUs: 0 } });
    const words = wordsOf(
      renderPage([
        runOf([], { header: tapeHeader({ scenario }), judgement: judgement({ fills }) }),
      ]),
    );
    expect(words).toContain('and 12 more, not drawn');
    expect(words).toContain('and 36 more, all in the same second.');
    expect(words).toContain('60 fills: 1, −1');
    expect(words).toContain('path unknown');
  });
});

describe('renderIndex', () => {
  const entries = RUNS.map((run) => ({
    ...run,
    pagePath: 'app-4x-buy/index.html',
    links: run.links ?? [],
  }));

  it('lists every run with verdict, counts, layers and links', () => {
    const page = renderIndex(entries);
    const words = wordsOf(page);
    expect(words).toContain('2 runs of 1 scenario, every one as expected.');
    expect(words).toContain(
      'none reproduced as expected 4 3 none 0 APP was bought 4 times where once was due. tape · log · database',
    );
    expect(words).toContain('three-layer pass as expected 1 0 cycle-set 3 0');
    expect(page).toContain('<a href="app-4x-buy/index.html">');
    expect(page.match(/<tbody class="group">/g)).toHaveLength(1);
    expect(unbalanced(page)).toEqual([]);
    expect(renderIndex(entries)).toBe(page);
  });

  it('says first what did not go as expected', () => {
    const [first] = entries;
    const other = {
      ...first!,
      judgement: judgement({ expected: false }),
      header: tapeHeader({ scenario: scenarioWords({ path: 'b.yaml' }) }),
    };
    const over: Finding = {
      assertion: 'exactly-one',
      severity: 'error',
      message: 'm',
      atUs: 0,
      seq: 0,
      symbol: 'APP',
      duplicateKind: null,
    };
    const words = wordsOf(
      renderIndex([
        ...entries,
        { ...other, judgement: judgement({ expected: false, findings: [over] }) },
      ]),
    );
    expect(words).toContain('1 of 3 runs did not go as expected.');
  });

  it('says when nothing was run', () => {
    expect(wordsOf(renderIndex([]))).toContain('Nothing was run.');
  });
});

describe('colours', () => {
  const blocks = [...STYLESHEET.matchAll(/:root[^{}]*\{([^}]*--ground[^}]*)\}/g)].map(
    (match) => match[1]!,
  );
  const GROUNDS = ['ground', 'paper', 'sunken'];
  const TEXTS = ['ink', 'dim', 'link', 'good', 'bad', 'warn', 'info'];

  function luminance(hex: string): number {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
    const channels = [1, 3, 5].map((at) => {
      const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * channels[0]! + 0.7152 * channels[1]! + 0.0722 * channels[2]!;
  }

  function contrast(one: string, other: string): number {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high! + 0.05) / (low! + 0.05);
  }

  it.each(
    ['light', 'dark by the system', 'dark by choice', 'print'].map(
      (name, index) => [name, blocks[index]!] as const,
    ),
  )('keep 4.5 to 1 on every ground (%s)', (_, block) => {
    const colour = (name: string): string => new RegExp(`--${name}:(#[0-9a-f]+)`).exec(block)![1]!;
    const pairs = TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const));
    const badges = ['good', 'bad', 'warn', 'info'].map((text) => [text, `${text}-ground`] as const);
    for (const [text, ground] of [...pairs, ...badges]) {
      expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });
});
