import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeHost } from './fake-host.js';

describe('racetape init', () => {
  it('writes a scenario, a configuration and a workflow that the gate opens for', async () => {
    const host = fakeHost();
    expect(await host.run('init')).toBe(0);
    expect(host.files()).toEqual([
      '.github/workflows/racetape.yml',
      'racetape.config.yaml',
      'scenarios/starter.yaml',
    ]);
    expect(host.said.stdout).toContain('Next: npx racetape gate');
    expect(await host.run('gate', '--workers', '1', '--quiet')).toBe(0);
    expect(host.said.stdout).toMatch(
      /✓ {2}scenarios\/starter\.yaml +hold under all +pass +complete/,
    );
  });

  it('overwrites nothing: all of them or none', async () => {
    const host = fakeHost();
    host.put('racetape.config.yaml', 'mine');
    expect(await host.run('init')).toBe(2);
    expect(host.said.stderr).toMatch(/^racetape: racetape\.config\.yaml: there already/);
    expect(host.files()).toEqual(['racetape.config.yaml']);
    expect(readFileSync(join(host.cwd, 'racetape.config.yaml'), 'utf8')).toBe('mine');
  });
});
