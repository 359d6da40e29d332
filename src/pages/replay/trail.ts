import { type Html, html, type ReportLink, safeHref, shown } from '../../words/index.js';

/** Where a page leads: to the index, and to the other pages of its scenario. Paths are relative to the page. */
export interface PageTrail {
  readonly indexPath: string;
  readonly links: readonly ReportLink[];
}

/** The trail as a line at the top of a page; nothing for a page that stands alone. */
export function trailLine(trail: PageTrail | undefined): Html | '' {
  if (trail === undefined) return '';
  const links = [{ label: 'all scenarios', path: trail.indexPath }, ...trail.links].map(
    ({ label, path }) => html`<a href="${safeHref(path)}">${shown(label)}</a>`,
  );
  return html`<nav class="trail" aria-label="Pages of this folder">${links}</nav>`;
}
