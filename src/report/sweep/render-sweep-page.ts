import type { SweepResult } from '../../verdict/index.js';
import { renderDocument } from '../page/document.js';
import { html } from '../text/html.js';

export function renderSweepPage(sweep: SweepResult): string {
  return renderDocument({ title: sweep.scenario.title, body: html`` });
}
