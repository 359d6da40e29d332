import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { afterEach, describe, expect, it } from 'vitest';
import { parseTape } from '../../src/tape/index.js';
import { runCommand, runRacetape, temporaryFolder } from './run-racetape.js';
import { hear, type ServeProcess, startServe } from './serve-process.js';

const folders: ReturnType<typeof temporaryFolder>[] = [];
const started: ServeProcess[] = [];

afterEach(async () => {
  for (const serve of started.splice(0)) {
    serve.process.kill('SIGKILL');
    await serve.ended;
  }
  for (const folder of folders.splice(0)) folder.remove();
});

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

async function serve(cwd: string, ...argv: string[]): Promise<ServeProcess> {
  const serving = await startServe(cwd, ...argv);
  started.push(serving);
  return serving;
}

const atTheEnd = ({ url }: ServeProcess) => hear(url, ({ data }) => data.moment?.phase === 'ended');

/** What the account row of the database says, and what its positions are worth. */
async function databaseOf(folder: string) {
  const SQL = await initSqlJs();
  const database = new SQL.Database(readFileSync(join(folder, 'trading_data.db')));
  const [cash, equity] = database.exec('SELECT cash, equity FROM account')[0]!.values[0] as [
    number,
    number,
  ];
  const trades = database.exec('SELECT count(*) FROM trades')[0]!.values[0]![0];
  const positions = database.exec('SELECT symbol, quantity FROM positions ORDER BY symbol');
  database.close();
  return { cash, equity, trades, positions: positions[0]!.values };
}

describe('equity', () => {
  it.each([
    ['app-4x-buy', 'none', 'auto'],
    ['app-4x-buy', 'three-layer', 'closed'],
    ['gme-3x-buy', 'none', 'error'],
    ['app-second-path', 'before', 'open'],
  ])(
    'is equal to the cent in database, tape, report, /api/pnl and /api/status: %s %s, market %s',
    async (id, guards, market) => {
      const cwd = newFolder();
      const path = `scenarios/${id}.yaml`;
      const words = ['--guards', guards, '--speed', '1000', '--market', market];
      const serving = await serve(cwd, path, ...words);
      // The first request there can be: nothing has run yet, or only part of it.
      const first = await serving.json('/api/pnl');
      expect([typeof first.cash, typeof first.equity]).toEqual(['number', 'number']);
      expect(first.cash).toBeGreaterThan(0);
      const { last } = await atTheEnd(serving);
      const pnl = await serving.json('/api/pnl');
      const status = await serving.json('/api/status');
      const folder = join(cwd, 'reports', id, guards);
      const database = await databaseOf(folder);
      const tape = parseTape(readFileSync(join(folder, 'tape.jsonl'), 'utf8'));
      if (!tape.ok) throw new Error('the tape cannot be read');
      const end = tape.tape.events.at(-1)!;
      if (end.kind !== 'end') throw new Error('the tape has no end');
      const cents = (dollars: number) => Math.round(dollars * 100);
      expect(cents(pnl.equity)).toBe(cents(database.equity));
      expect(cents(status.pnl.equity)).toBe(cents(database.equity));
      expect(status.pnl.cash).toBe(pnl.cash);
      for (const { equity } of end.equity) expect(cents(equity / 1e6)).toBe(cents(pnl.equity));
      // The report, as served: the same amount, as people read it.
      const words$ = `$${Math.floor(pnl.equity).toLocaleString('en-US')}.${String(cents(pnl.equity) % 100).padStart(2, '0')}`;
      const report = await (await fetch(`${serving.url}/reports/${id}/index.html`)).text();
      expect(report).toContain(words$);
      expect(cents(last.data.account.equity / 1e6)).toBe(cents(pnl.equity));
      expect(pnl.total === null).toBe(status.trading_status.market_open === false);
      // Rows too: what the dashboard lists is what the database holds.
      const { positions } = await serving.json('/api/positions');
      const rows = positions.map((p: { symbol: string; quantity: number }) => [
        p.symbol,
        p.quantity,
      ]);
      expect(rows).toEqual(database.positions);
      const { trades, summary } = await serving.json('/api/trades');
      expect(trades).toHaveLength(database.trades as number);
      const replay = await (
        await fetch(`${serving.url}/reports/${id}/${guards}/replay.json`)
      ).json();
      expect(summary.total_trades).toBe(replay.runs[0].trades.length);
    },
  );
});

describe('the operator’s command', () => {
  it('works unchanged against serve --port 5555', async () => {
    const cwd = newFolder();
    const words = ['--guards', 'three-layer', '--speed', '1000', '--port', '5555'];
    const serving = await serve(cwd, 'scenarios/app-4x-buy.yaml', ...words);
    await atTheEnd(serving);
    const { positions } = await serving.json('/api/positions');
    const line = (p: { symbol: string; quantity: number }) =>
      `${p.symbol.padEnd(6)} qty=${p.quantity}`;
    const lines = positions.map(line);
    expect(lines).toEqual([
      'AAPL   qty=100',
      expect.stringMatching(/^APP {4}qty=[17]$/),
      'MSFT   qty=40',
      'NVDA   qty=70',
    ]);
    // To the letter, where its programs are installed. Python before 3.12 knows no backslash in an f-string's braces.
    const command = `curl -s http://localhost:5555/api/positions | python3 -c "import sys,json; [print(f'{p[\\"symbol\\"]:6} qty={p[\\"quantity\\"]}') for p in json.load(sys.stdin)['positions']]"`;
    const hasAll =
      runCommand(cwd, 'curl', ['--version']) !== null &&
      runCommand(cwd, 'python3', [
        '-c',
        'import sys; print(sys.version_info >= (3, 12))',
      ])?.trim() === 'True';
    if (hasAll) {
      const told = runCommand(cwd, 'bash', ['-c', command]);
      expect(told!.trimEnd().split('\n')).toEqual(lines);
    }
  });
});

describe('serve', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends cleanly at %s: listeners are told, the result is saved, exit 130',
    async (signal) => {
      const cwd = newFolder();
      const serving = await serve(
        cwd,
        'scenarios/app-overlapping-narrow.yaml',
        ...['--guards', 'three-layer', '--explore', '--speed', '1000'],
      );
      const goodbye = hear(serving.url, ({ event }) => event === 'bye');
      await hear(
        serving.url,
        ({ data }) => data.failure != null || data.exploration?.failure != null,
      );
      serving.process.kill(signal);
      expect(await serving.ended).toBe(130);
      expect((await goodbye).last.event).toBe('bye');
      expect(serving.said.stderr).toMatch(
        /racetape: interrupted; what was found by then is saved\n$/,
      );
      const folder = join(cwd, 'reports/app-overlapping-narrow/three-layer');
      const result = JSON.parse(readFileSync(join(folder, 'explore.json'), 'utf8'));
      expect(result.verdict).toBe('fail');
      expect(result.counterexample.token).toBeTypeOf('string');
      expect(readdirSync(folder)).toContain('counterexample.jsonl');
      await expect(fetch(`${serving.url}/api/pnl`)).rejects.toThrow();
    },
  );

  it('loses nothing that was found when it is killed in the middle of an exploration', async () => {
    const cwd = newFolder();
    const path = 'scenarios/app-4x-buy.yaml';
    // More runs than a minute's worth: it cannot have ended by itself.
    const sample = ['--explore', '--mode', 'sample', '--schedules', '10000000', '--budget', '5m'];
    const words = ['--guards', 'none', ...sample, '--speed', '1000'];
    const serving = await serve(cwd, path, ...words);
    const { last } = await hear(
      serving.url,
      ({ event, data }) => event === 'exploration' && data.failure !== null,
    );
    // Shown while the exploration goes on.
    expect(last.data).toMatchObject({ phase: 'exploring', claim: null, verdict: 'fail' });
    serving.process.kill('SIGKILL');
    expect(await serving.ended).toBe('SIGKILL');
    const folder = join(cwd, 'reports/app-4x-buy/none');
    const names = ['counterexample.jsonl', 'explore.html', 'explore.json'];
    for (const name of [...names, 'tape.jsonl', 'trading_data.db', 'replay.json'])
      expect(existsSync(join(folder, name)), name).toBe(true);
    const tape = parseTape(readFileSync(join(folder, 'counterexample.jsonl'), 'utf8'));
    expect(tape.ok).toBe(true);
    const result = JSON.parse(readFileSync(join(folder, 'explore.json'), 'utf8'));
    expect(result.coverage.note).toMatch(/while the search went on/);
    const { token } = result.counterexample;
    const again = runRacetape(cwd, 'replay', path, '--guards', 'none', '--token', token);
    expect(again.stdout).toMatch(/app-4x-buy +none +4 +3 .*reproduced/);
    expect(again.code).toBe(0);
  });

  it('shows a sweep while it runs, and what it came to', async () => {
    const cwd = newFolder();
    const vary = ['--vary', 'db.write=0ms..10ms:10ms', '--trials', '3'];
    const words = ['--guards', 'none', '--speed', '1000', ...vary];
    const serving = await serve(cwd, 'scenarios/gme-3x-buy.yaml', ...words);
    const { last } = await hear(
      serving.url,
      ({ data }) =>
        (data.sweep ?? data).phase === 'ended' && (data.sweep ?? data).vary !== undefined,
    );
    const sweep = last.data.sweep ?? last.data;
    expect(sweep.critical).toHaveLength(1);
    expect(sweep.critical[0]).toMatch(/^none: can fail at /);
    const saved = await fetch(`${serving.url}/reports/gme-3x-buy/sweep.json`);
    expect((await saved.json()).points).toHaveLength(2);
  });

  it('is not disturbed by a browser that is killed', async () => {
    const cwd = newFolder();
    const words = ['--guards', 'none', '--speed', '0.01'];
    const serving = await serve(cwd, 'scenarios/app-4x-buy.yaml', ...words);
    await hear(serving.url, ({ data }) => data.moment?.phase === 'playing');
    // That one is gone without a word; another goes on listening, and the cursor with it.
    const { last } = await hear(serving.url, ({ event }) => event === 'frame');
    expect(last.data.account.equity).toBe(201_581_220_000);
    expect((await serving.json('/api/live')).moment.phase).toBe('playing');
  });

  it('lets somebody choose where no scenario was named', async () => {
    const cwd = newFolder();
    const serving = await serve(cwd);
    const page = await (await fetch(`${serving.url}/`)).text();
    expect(page).toContain('Choose what to replay');
    expect(page).toContain('scenarios/gme-3x-buy.yaml');
    expect((await serving.json('/api/status')).trading_status.runner_state).toBe('stopped');
    expect(await serving.json('/api/pnl')).toMatchObject({ cash: 0, equity: 0 });
    const ended = atTheEnd(serving);
    const chosen = await fetch(`${serving.url}/api/choose`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"scenario":"scenarios/gme-3x-buy.yaml","guards":"none"}',
    });
    expect(chosen.status).toBe(202);
    expect((await ended).last.data.account.duplicatesCount).toBe(2);
    expect(existsSync(join(cwd, 'reports/gme-3x-buy/none/tape.jsonl'))).toBe(true);
  });

  it('refuses a port that is taken with exit 2', async () => {
    const cwd = newFolder();
    const serving = await serve(cwd);
    const port = new URL(serving.url).port;
    const answer = runRacetape(cwd, 'serve', '--port', port);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(
      /cannot listen on 127\.0\.0\.1:\d+: something else does\n.*--port 5556/,
    );
  });
});
