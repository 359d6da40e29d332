// The table of `npm run soundness`, as Markdown.

/** One row for each call of `counted` in a test that passed. */
export function rowsOf(modules) {
  const rows = [];
  for (const module of modules) {
    for (const test of module.children.allTests('passed')) {
      const named = Object.entries(test.meta().counted ?? {});
      for (const [name, { seeds, counts }] of named) {
        rows.push({
          file: module.relativeModuleId,
          name,
          seeds: seeds ?? '–',
          counts,
          // Several rows of one test share its time: the first carries it.
          ms: name === named[0][0] ? (test.diagnostic()?.duration ?? 0) : null,
        });
      }
    }
  }
  return rows.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

export function renderSoundness(rows, { commit, files, seconds, machine }) {
  return [
    '# Soundness at full size',
    '',
    'Written by `npm run soundness`; do not edit. Each row is what a test counted while it held that',
    'every count, outcome or certificate was right. `npm test` runs a fixed slice of the same tests.',
    '',
    `Commit ${commit}; ${files} test files, ${rows.length} rows, ${seconds.toFixed(0)} seconds by the clock; ${machine}.`,
    '',
    ...byFile(rows).flatMap(([file, ofFile]) => [
      `## ${file}`,
      '',
      '| what | seeds | counts | seconds |',
      '|---|---|---|--:|',
      ...ofFile.map(
        ({ name, seeds, counts, ms }) =>
          `| ${cell(name)} | ${cell(seeds)} | ${cell(words(counts))} | ${ms === null ? '' : (ms / 1000).toFixed(1)} |`,
      ),
      '',
    ]),
  ].join('\n');
}

function byFile(rows) {
  const files = new Map();
  for (const row of rows) files.set(row.file, [...(files.get(row.file) ?? []), row]);
  return [...files];
}

function words(counts) {
  return Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`)
    .join(', ');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
