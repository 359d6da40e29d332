import { asciiJson, plainLog } from '../../words/index.js';
import { renderAnnotations } from './render-annotations.js';
import { renderJsonl } from './render-jsonl.js';
import { renderJunit } from './render-junit.js';
import { renderMarkdown, renderStepSummary } from './render-markdown.js';
import { renderSarif } from './render-sarif.js';
import { renderTraces } from './render-traces.js';
import type { Results } from './results.js';

/** A form in which results are told. A pure function of them: the same results give the same bytes. */
export interface Reporter {
  readonly name: string;
  /** `log`: lines that may stand among others on stdout. `document`: a whole, to be kept apart. */
  readonly form: 'log' | 'document';
  /** Where it goes in the output folder when nobody says otherwise. */
  readonly fileName: string;
  readonly describe: string;
  /** `folder`: where the text will lie; null where it goes to a stream. */
  render(results: Results, folder: string | null): string;
  /** What it adds to the page that GitHub shows of a step. */
  readonly stepSummary?: (results: Results) => string;
}

/** Every reporter there is, in the order in which help lists them. A new one is an entry here. */
export const REPORTERS: readonly Reporter[] = [
  {
    name: 'default',
    form: 'log',
    fileName: 'racetape.txt',
    describe: 'the summary for people',
    render: (results) => plainLog(results.summary('plain')),
  },
  {
    name: 'json',
    form: 'document',
    fileName: 'racetape.json',
    describe: 'the same as --json',
    render: (results) => results.json(),
  },
  {
    name: 'jsonl',
    form: 'document',
    fileName: 'racetape.jsonl',
    describe: 'one JSON object a line for each check and each problem',
    render: renderJsonl,
  },
  {
    name: 'junit',
    form: 'document',
    fileName: 'junit.xml',
    describe: 'JUnit XML',
    render: renderJunit,
  },
  {
    name: 'sarif',
    form: 'document',
    fileName: 'racetape.sarif',
    describe: 'SARIF 2.1.0',
    render: renderSarif,
  },
  {
    name: 'github',
    form: 'log',
    fileName: 'github.txt',
    describe: 'annotations and step summary of GitHub Actions',
    render: renderAnnotations,
    stepSummary: renderStepSummary,
  },
  {
    name: 'markdown',
    form: 'document',
    fileName: 'racetape.md',
    describe: 'Markdown for a pull request comment',
    render: renderMarkdown,
  },
  {
    name: 'html',
    form: 'document',
    fileName: 'racetape.html',
    describe: 'one offline page',
    render: (results, folder) => results.page(folder),
  },
  {
    name: 'chrome-trace',
    form: 'document',
    fileName: 'racetape.trace.json',
    describe: 'the tapes for chrome://tracing and Perfetto',
    render: (results) => asciiJson(renderTraces(results)),
  },
];
