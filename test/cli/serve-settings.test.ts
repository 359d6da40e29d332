import { describe, expect, it } from 'vitest';
import { fakeHost, smallScenario } from './fake-host.js';

async function serve(...words: string[]) {
  const host = fakeHost();
  host.put('a.yaml', smallScenario());
  host.interruptAfter = 200;
  const code = await host.run('serve', ...words);
  return { code, ...host.said, files: host.files() };
}

describe('racetape serve', () => {
  it.each([
    [['a.yaml', '--port', '70000'], /--port: expected a whole number from 0 .* to 65535/],
    [['a.yaml', '--port', 'http'], /--port: expected .*found "http"/],
    [['a.yaml', '--speed', '0'], /--speed: expected a number from 0\.001 to 1000000, found "0"/],
    [['a.yaml', '--speed', 'fast'], /--speed: expected/],
    [['a.yaml', '--host', 'a b'], /--host: expected a name or an address/],
    [
      ['a.yaml', '--market', 'opne'],
      /--market: expected one of auto, open, closed, error.*\n.*open/,
    ],
    [
      ['a.yaml', '--budget', '5s'],
      /--budget is for an exploration, and there is none\n.*--explore/,
    ],
    [['a.yaml', '--vary', 'nonsense=1ms,2ms'], /--vary/],
    [['a.yaml', '--trials', '5'], /--trials is for a sweep, and there is none\n.*--vary/],
    [['a.yaml', '--vary', 'db.write=1ms,2ms', '--trials', 'x'], /--trials/],
    [['a.yaml', '--untimed'], /--untimed is for an exploration/],
    [['a.yaml', '--guards', 'nonsense'], /--guards/],
    [['a.yaml', 'b.yaml'], /serve takes one scenario, found 2/],
    [['missing.yaml'], /missing\.yaml: no such file/],
    [['a.yaml', '--workers', '2'], /serve has no option --workers/],
    [['a.yaml', '--json'], /serve has no option --json/],
    [['a.yaml', '--host', '203.0.113.77', '--port', '0'], /cannot listen on 203\.0\.113\.77:0: /],
  ])('refuses %j with exit 2, and leaves nothing', async (words, message) => {
    const { code, stderr, stdout, files } = await serve(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(files).toEqual(['a.yaml']);
  });

  it('says where it listens, and ends with 130 at Ctrl-C', async () => {
    const { code, stdout, stderr } = await serve('a.yaml', '--guards', 'none', '--port', '0');
    expect(code).toBe(130);
    expect(stdout).toMatch(/^Serving a under none at http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(stderr).toBe('racetape: interrupted; what was found by then is saved\n');
  });

  it('says so where others can reach it', async () => {
    const { stdout } = await serve('--host', '0.0.0.0', '--port', '0');
    expect(stdout).toMatch(
      /^Serving \d+ scenarios to choose from at http:\/\/127\.0\.0\.1:\d+\/\nListening beyond this machine/,
    );
  });

  it('saves replay and exploration of a scenario', async () => {
    const words = ['a.yaml', '--guards', 'none', '--port', '0', '--explore', '--budget', '30s'];
    const host = fakeHost();
    host.put('a.yaml', smallScenario());
    let isDone = false;
    host.interrupted = () => isDone;
    const { meanwhile } = host;
    host.meanwhile = (act) =>
      meanwhile(() => {
        act();
        // The files of the ended exploration: both runs told, the page written.
        isDone ||= host.files().includes('reports/a/none/explore.json');
      });
    expect(await host.run('serve', ...words)).toBe(130);
    for (const name of ['tape.jsonl', 'trading_data.db', 'explore.json', 'counterexample.jsonl'])
      expect(host.files()).toContain(`reports/a/none/${name}`);
  });
});
