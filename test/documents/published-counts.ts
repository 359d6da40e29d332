import { CONCUERROR_PROGRAMS } from '../soundness/concuerror-programs.js';
import { GENMC_COUNTS, GENMC_SYMMETRIC_COUNTS, rowsOf } from '../soundness/genmc-counts.js';
import { NAMED_GRAPHS } from '../soundness/named-graphs.js';

/** The README's line on what others have counted: test/soundness holds every one of these rows. */
export function renderPublishedCounts(): string {
  const genmc = [...rowsOf(GENMC_COUNTS), ...rowsOf(GENMC_SYMMETRIC_COUNTS)];
  const concuerror = CONCUERROR_PROGRAMS.length;
  const graphs = NAMED_GRAPHS.length;
  const most = Math.max(...genmc.map(({ classes }) => classes)).toLocaleString('en-US');
  return [
    `Its counts equal ${genmc.length + concuerror + graphs} published ones: ${genmc.length} of GenMC's regression suite (up to ${most} classes),`,
    `${concuerror} of Concuerror's, ${graphs} of graph theory ([test/soundness](test/soundness/), \`npm run soundness\`).`,
  ].join('\n');
}
