import { type Html, html, type ReportLink, safeHref, shown } from '../words/index.js';

/** Pages of one scenario beside those of its runs and explorations: matrix, sweep. */
export interface ScenarioPages {
  /** The scenario's folder, relative to the index, with a slash at its end. */
  readonly folder: string;
  readonly links: readonly ReportLink[];
}

/** The pages of a scenario beside that of its replays, by its folder. */
export type LinksByFolder = ReadonlyMap<string, readonly ReportLink[]>;

/** Explorations first, then what speaks of the whole scenario. */
export function linksByFolder(
  explorations: readonly {
    readonly report: { readonly guardSet: string };
    readonly pagePath: string;
  }[],
  pages: readonly ScenarioPages[],
): LinksByFolder {
  const links = new Map<string, ReportLink[]>();
  const add = (folder: string, link: ReportLink): void => {
    const known = links.get(folder);
    if (known === undefined) links.set(folder, [link]);
    else known.push(link);
  };
  for (const { report, pagePath } of explorations) {
    const folder = pagePath.replace(/[^/]*\/[^/]*$/, '');
    add(folder, { label: `every order, ${report.guardSet}`, path: pagePath });
  }
  for (const page of pages) for (const link of page.links) add(page.folder, link);
  return links;
}

/** Matrices and sweeps of scenarios that were not replayed. */
export function otherPages(
  replayed: ReadonlySet<string>,
  pages: readonly ScenarioPages[],
): Html | '' {
  const others = pages.filter(({ folder }) => !replayed.has(folder));
  if (others.length === 0) return '';
  const items = others.map(
    ({ folder, links }) =>
      html`<li><code>${shown(folder)}</code> ${linkLine(links)}</li>
`,
  );
  return html`<section class="block" aria-labelledby="others-title"><h2 id="others-title">More pages in this folder</h2>
<ul>${items}</ul></section>
`;
}

/** The folder of a page, with a slash at its end. */
export function folderOf(pagePath: string): string {
  return pagePath.replace(/[^/]*$/, '');
}

export function linkLine(links: readonly ReportLink[]): readonly Html[] {
  return links.map(
    ({ label, path }, index) =>
      html`${index === 0 ? '' : ' \u00b7 '}<a href="${safeHref(path)}">${shown(label)}</a>`,
  );
}
