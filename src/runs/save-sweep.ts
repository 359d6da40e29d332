import { writeFileSync } from 'node:fs';
import { renderSweepCsv, renderSweepJson } from '../formats/index.js';
import { renderSweepPage } from '../pages/index.js';
import type { SweepResult } from '../verdict/index.js';
import { swapFiles } from './folder-swap.js';
import type { Io } from './io.js';
import { pageScript } from './page-script.js';
import { pageTrail } from './page-trail.js';

export const SWEEP_FILES = { json: 'sweep.json', csv: 'sweep.csv', page: 'sweep.html' } as const;

/** Leaves all three files of a sweep together. */
export function saveSweep(result: SweepResult, folder: string, io: Io): Promise<void> {
  return swapFiles(folder, io, (pathOf) => {
    writeFileSync(pathOf(SWEEP_FILES.json), renderSweepJson(result));
    writeFileSync(pathOf(SWEEP_FILES.csv), renderSweepCsv(result));
    writeFileSync(
      pathOf(SWEEP_FILES.page),
      renderSweepPage(result, {
        script: pageScript('index'),
        trail: pageTrail({ home: folder, page: SWEEP_FILES.page }),
      }),
    );
  });
}
