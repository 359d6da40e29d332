import { expectationStanding } from '../verdict/index.js';
import type { ExplorationReport, FoundResults, JudgedRun, ReportLink } from '../words/index.js';
import {
  alarmIn,
  alarmLine,
  claimWord,
  counted,
  duplicatesCount,
  explorationSentence,
  explorationStanding,
  exploreLine,
  groupDigits,
  type Html,
  html,
  type ListedExploration,
  replayLine,
  safeHref,
  shown,
  tokenLine,
  verdictSentence,
} from '../words/index.js';
import { FailedFirst, type Failure } from './components/failed-first.js';
import { rendered } from './components/rendered.js';
import { hasTrend, Trend } from './components/trend.js';
import {
  alarmBadge,
  expectedBadge,
  runBadge,
  standingBadge,
  verdictBadge,
} from './replay/badges.js';
import { blockedWords, overBlockedWords } from './replay/comparison.js';
import { renderDocument } from './replay/document.js';
import type { PageScript } from './replay/page-script.js';
import { factWords, renderTable } from './replay/table.js';
import { fileLink } from './replay/verdict-card.js';
import {
  folderOf,
  type LinksByFolder,
  linkLine,
  linksByFolder,
  otherPages,
  type ScenarioPages,
} from './scenario-pages.js';

/** One run as the index lists it. Paths are relative to the index. */
export interface IndexEntry extends JudgedRun {
  /** The scenario's page. */
  readonly pagePath: string;
  /** Tape, log, database and whatever else the run left behind. */
  readonly links: readonly ReportLink[];
}

/** One exploration as the index lists it; the path of its page is relative to the index. */
export interface ExplorationEntry {
  readonly report: ExplorationReport;
  readonly pagePath: string;
}

/** The same of a saved result, which holds less than the exploration did. */
export interface ListedExplorationEntry extends Pick<ExplorationEntry, 'pagePath'> {
  readonly report: ListedExploration;
}

interface IndexOptions {
  /** Matrices and sweeps. */
  readonly pages?: readonly ScenarioPages[];
  /** Results that lie in the folder, those of this command among them. */
  readonly found?: FoundResults;
  /** Lets the reader search; left out, the page holds no script. */
  readonly script?: PageScript | undefined;
}

/** The page of all runs: what failed first, then scenarios in the order of the entries, their guard sets beneath them, then what was explored. */
export function renderIndex(
  entries: readonly IndexEntry[],
  explorations: readonly ListedExplorationEntry[] = [],
  options: IndexOptions = {},
): string {
  const { found, script, pages = [] } = options;
  const failures = [
    ...entries.flatMap(failureOfRun),
    ...explorations.flatMap(failureOfExploration),
  ];
  const groups = groupByScenario(entries);
  const standings = entries.map(expectationStanding);
  const unexpected = standings.filter((standing) => standing === 'missed').length;
  const silent = standings.filter((standing) => standing === 'none').length;
  const surprises = explorations.filter(
    ({ report }) => explorationStanding(report) === 'missed',
  ).length;
  const alarms = explorations.filter(({ report }) => alarmIn(report) !== null).length;
  const headline =
    unexpected === 0
      ? `${counted(entries.length, 'run')} of ${counted(groups.length, 'scenario')}, ${silent === 0 ? 'every one as expected' : `${groupDigits(silent)} without an expectation`}.`
      : `${groupDigits(unexpected)} of ${counted(entries.length, 'run')} did not go as expected.`;
  const body = html`<header>
<div class="eyebrow"><span><span class="brand">racetape</span> replay report</span></div>
<h1 id="verdict">${alarms > 0 ? `Alarm in ${counted(alarms, 'exploration')}: no answer counts until it is mended.` : entries.length === 0 ? exploredHeadline(explorations) : headline}</h1>
<p class="dim">Each row is one scenario under one guard set. Reproduced: the run fails, as its scenario expects.</p>
</header>
<main>
<dl class="tiles">
${tile('runs', entries.length)}${tile('explorations', explorations.length)}${tile('not as expected', unexpected + surprises)}</dl>
${failures.length === 0 ? '' : rendered(FailedFirst, { failures })}
<div id="search" class="search" hidden></div>
${entries.length === 0 ? '' : indexTable(groups, linksByFolder(explorations, pages))}
${explorations.length === 0 ? '' : explorationTable(explorations)}
${otherPages(new Set(groups.map((group) => folderOf(group[0]!.pagePath))), pages)}
${found === undefined || !hasTrend(found) ? '' : rendered(Trend, { found })}
</main>
<footer><p>A replay shows one order in which things can complete. A pass here says that this order is safe, not that every order is.</p></footer>`;
  return renderDocument({ title: 'racetape replay report', body, script });
}

function failureOfRun(entry: IndexEntry): readonly Failure[] {
  const { header, judgement, pagePath } = entry;
  if (expectationStanding(entry) !== 'missed') return [];
  const line = replayLine(header, entry.extraOptions);
  const { title } = header.scenario;
  const words = verdictSentence(entry);
  return [{ title, guards: header.guardSet, verdict: judgement.verdict, words, line, pagePath }];
}

function failureOfExploration({ report, pagePath }: ListedExplorationEntry): readonly Failure[] {
  const alarm = alarmIn(report);
  if (alarm === null && explorationStanding(report) !== 'missed') return [];
  const { scenario, guardSet: guards, verdict, counterexample } = report;
  const line =
    alarm !== null
      ? alarmLine(report, alarm)
      : counterexample === null
        ? exploreLine(report)
        : tokenLine(report, counterexample);
  const words = explorationSentence(report);
  return [{ title: scenario.title, guards, verdict, words, line, pagePath }];
}

function tile(name: string, count: number): Html {
  return html`<div class="tile"><dt>${name}</dt><dd>${groupDigits(count)}</dd></div>
`;
}

/** Where nothing was replayed, the explorations speak. */
function exploredHeadline(explorations: readonly ListedExplorationEntry[]): string {
  if (explorations.length === 0) return 'Nothing was run.';
  const failing = explorations.filter(({ report }) => report.verdict === 'fail').length;
  return `${counted(explorations.length, 'exploration')}, ${groupDigits(failing)} with an order that fails.`;
}

function indexTable(groups: readonly (readonly IndexEntry[])[], links: LinksByFolder): Html {
  return html`<div class="scroll tall" tabindex="0" role="group" aria-label="Table"><table>
<caption>All scenarios and guard sets. Over-blocked: orders that were due and did not go out.</caption>
<thead><tr><th scope="col">Guards</th><th scope="col">Verdict</th><th scope="col">Expected</th><th scope="col" class="number">Fills</th><th scope="col" class="number">Duplicates</th><th scope="col">Stopped by layer</th><th scope="col" class="number">Over-blocked</th><th scope="col" class="sentence-cell">What happened</th><th scope="col">Files</th></tr></thead>
${groups.map((group) => groupRows(group, links.get(folderOf(group[0]!.pagePath)) ?? []))}</table></div>
`;
}

function explorationTable(explorations: readonly ListedExplorationEntry[]): Html {
  const rows = explorations.map(({ report, pagePath }) => {
    const { scenario, guardSet, coverage, verdict, counterexample } = report;
    const standing = explorationStanding(report);
    const alarm = alarmIn(report);
    const badge = alarm === null ? standingBadge(standing, '') : alarmBadge(alarm);
    const again =
      counterexample === null
        ? ''
        : html`<code class="command">${tokenLine(report, counterexample)}</code>`;
    return {
      cells: [
        html`<a href="${safeHref(pagePath)}">${shown(scenario.title)}</a>`,
        shown(guardSet),
        verdictBadge(verdict),
        badge,
        html`<code>${claimWord(coverage)}</code>`,
        html`${shown(explorationSentence(report))}${again}`,
      ],
      facts: { kind: 'explore', verdict, standing } as const,
      ...(standing === 'missed' || alarm !== null ? { tone: 'bad' as const } : {}),
    };
  });
  return html`<section class="block" aria-labelledby="explored-title"><h2 id="explored-title">Explored: not one order, but all of them</h2>
${renderTable({
  caption: 'complete(N): every one of N classes of orders that the latencies allow was run.',
  columns: [
    { name: 'Scenario' },
    { name: 'Guards' },
    { name: 'Verdict' },
    { name: 'Expected' },
    { name: 'Claim' },
    { name: 'What was found' },
  ],
  rows,
  rowsMax: rows.length,
})}</section>
`;
}

function groupRows(group: readonly IndexEntry[], links: readonly ReportLink[]): Html {
  const { header, pagePath } = group[0]!;
  const { title, path } = header.scenario;
  return html`<tbody class="group">
<tr class="group-head"><th scope="rowgroup" colspan="9"><a href="${safeHref(pagePath)}">${shown(title)}</a><small><code>${shown(path)}</code>${links.length === 0 ? '' : html` \u00b7 ${linkLine(links)}`}</small>${versionNote(group)}</th></tr>
${group.map(entryRow)}</tbody>
`;
}

/** Runs that lie in one folder may be of a scenario file that was edited between them. */
function versionNote(group: readonly IndexEntry[]): Html | '' {
  const versions = new Set(group.map(({ header }) => JSON.stringify(header.scenario)));
  if (versions.size === 1) return '';
  return html`<small class="word warn">Runs of ${groupDigits(versions.size)} versions of this scenario: replay them again to compare.</small>`;
}

function entryRow(entry: IndexEntry): Html {
  const { header, judgement } = entry;
  const tone = expectationStanding(entry) === 'missed' ? html` class="bad"` : '';
  const links = entry.links.map(
    (link, index) => html`${index === 0 ? '' : ' \u00b7 '}${fileLink(link)}`,
  );
  const facts = factWords({
    kind: 'replay',
    verdict: judgement.verdict,
    standing: expectationStanding(entry),
  });
  return html`<tr${tone}${facts}><th scope="row">${shown(header.guardSet)}</th><td>${runBadge(entry)}</td><td>${expectedBadge(entry)}</td><td class="number">${groupDigits(judgement.fills.length)}</td><td class="number">${groupDigits(duplicatesCount(judgement))}</td><td>${blockedWords(entry)}</td><td class="number">${overBlockedWords(entry)}</td><td class="sentence-cell">${shown(verdictSentence(entry))}</td><td class="files-cell">${links}</td></tr>
`;
}

/** Entries of one scenario's page together, scenarios in the order of their first entry. */
function groupByScenario(entries: readonly IndexEntry[]): readonly (readonly IndexEntry[])[] {
  const groups = new Map<string, IndexEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.pagePath);
    if (group === undefined) groups.set(entry.pagePath, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
