import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost, smallScenario } from './fake-host.js';

const words = (page: string): string =>
  page
    .replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

function withScenarios(...names: readonly string[]): FakeHost {
  const host = fakeHost();
  for (const name of names)
    host.put(`${name}.yaml`, smallScenario().replace(/^title:.*$/m, `title: The case of ${name}`));
  return host;
}

const read = (host: FakeHost, path: string): string =>
  readFileSync(join(host.cwd, 'reports', path), 'utf8');

/** The guard sets of a page's cards, in their order. */
function setsOn(page: string): readonly string[] {
  const cards = page.split('<span class="set">').slice(1);
  return cards.map((card) => words(card).split(' ')[1]!);
}

/** Where the links of a page lead, as files below `reports/`. */
function targets(host: FakeHost, page: string): readonly string[] {
  const links = [...read(host, page).matchAll(/href="([^"#]+)"/g)].map(([, href]) => href!);
  const base = new URL(`file:///${page}`);
  return [...new Set(links.map((href) => decodeURI(new URL(href, base).pathname.slice(1))))];
}

describe('the index of an output folder', () => {
  it('keeps what other commands left there', async () => {
    const host = withScenarios('one', 'two');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    await host.run('explore', 'two.yaml', '--guards', 'all');
    await host.run('replay', 'two.yaml', '--guards', 'none');
    const index = words(read(host, 'index.html'));
    expect(index).toContain('The case of one');
    expect(index).toContain('2 runs of 2 scenarios');
    expect(index).toContain('every order, all');
  });

  it('has the same bytes whichever command came last', async () => {
    const [there, back] = [withScenarios('one', 'two'), withScenarios('one', 'two')];
    const lines = [
      ['replay', 'one.yaml', '--guards', 'none', '--guards', 'all'],
      ['replay', 'two.yaml', '--guards', 'all', '--latency', 'db.read=constant(2ms)'],
      ['replay', 'two.yaml', '--guards', 'none'],
    ];
    for (const line of lines) await there.run(...line);
    for (const line of lines.toReversed()) await back.run(...line);
    expect(read(there, 'index.html')).toBe(read(back, 'index.html'));
  });

  it('replaces what is run again', async () => {
    const host = withScenarios('one');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    const once = read(host, 'index.html');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    expect(read(host, 'index.html')).toBe(once);
  });

  it('passes over what is no result, half of one, or of another run than its tape', async () => {
    const host = withScenarios('one', 'two', 'three');
    for (const name of ['one', 'two', 'three'])
      await host.run('replay', `${name}.yaml`, '--guards', 'none');
    writeFileSync(join(host.cwd, 'reports/one/none/replay.json'), '{"version": 1, "runs": [{');
    writeFileSync(
      join(host.cwd, 'reports/two/none/tape.jsonl'),
      read(host, 'three/none/tape.jsonl'),
    );
    host.put('reports/notes/mine/replay.json', '{"runs": [null]}');
    host.put('reports/notes/mine/explore.json', '{"scenario": "x"}');
    await host.run('replay', 'three.yaml', '--guards', 'all');
    const index = words(read(host, 'index.html'));
    expect(index).toContain('2 runs of 1 scenario,');
    expect(index).not.toContain('The case of two');
  });

  it('says that runs are of different versions of their scenario', async () => {
    const host = withScenarios('one');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    host.put('one.yaml', smallScenario().replace(/^title:.*$/m, 'title: Edited'));
    await host.run('replay', 'one.yaml', '--guards', 'all');
    expect(words(read(host, 'index.html'))).toContain('Runs of 2 versions of this scenario');
    const page = words(read(host, 'one/index.html'));
    expect(page).toContain('Not on this page, though they lie in its folder: none.');
  });
});

describe('the page of a scenario', () => {
  it('keeps the runs of other guard sets, and shows first what was asked for', async () => {
    const host = withScenarios('one');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    await host.run('replay', 'one.yaml', '--guards', 'all');
    const page = read(host, 'one/index.html');
    expect(setsOn(page)).toEqual(['all', 'none']);
    await host.run('replay', 'one.yaml', '--guards', 'none', '--guards', 'all');
    expect(setsOn(read(host, 'one/index.html'))).toEqual(['none', 'all']);
  });

  it('does not compare with a run at other latencies or another seed', async () => {
    const host = withScenarios('one');
    await host.run('replay', 'one.yaml', '--guards', 'none', '--seed', '2');
    await host.run(
      ...['replay', 'one.yaml', '--guards', 'before', '--latency', 'db.read=constant(2ms)'],
    );
    await host.run('replay', 'one.yaml', '--guards', 'all');
    const page = words(read(host, 'one/index.html'));
    expect(page).toContain('Not on this page, though they lie in its folder: none and before.');
  });
});

describe('pages of one folder', () => {
  it('lead back to the index and to each other, and nowhere that is not there', async () => {
    const host = withScenarios('one');
    await host.run('replay', 'one.yaml', '--guards', 'none');
    await host.run('explore', 'one.yaml', '--guards', 'memory-position');
    await host.run('matrix', 'one.yaml', '--runs', '5');
    const sweep = ['--vary', 'db.write=0ms..2ms:2ms', '--trials', '2', '--guards', 'none'];
    await host.run('sweep', 'one.yaml', ...sweep);
    await host.run('replay', 'one.yaml', '--guards', 'none');
    const pages = [
      'one/index.html',
      'one/memory-position/explore.html',
      'one/matrix.html',
      'one/sweep.html',
    ];
    expect(targets(host, 'index.html')).toEqual(expect.arrayContaining(pages));
    const files = new Set(host.files().map((path) => path.replace(/^reports\//, '')));
    for (const page of ['index.html', ...pages]) {
      for (const target of targets(host, page))
        expect(files, `${page} leads there`).toContain(target);
      if (page !== 'index.html') expect(targets(host, page), page).toContain('index.html');
    }
    expect(targets(host, 'one/index.html')).toEqual(expect.arrayContaining(pages.slice(1)));
    expect(targets(host, 'one/matrix.html')).toContain('one/memory-position/explore.html');
    expect(words(read(host, 'one/matrix.html'))).toContain('its orders');
  });
});
