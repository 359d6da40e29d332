// Side by side in one process run, alternated, CPU time, medians: never an absolute time alone.

/** Runs every contender in turn, `rounds` times after one warm-up; returns runs per CPU second, round by round. */
export async function alternate(contenders, { runs, rounds }) {
  const rates = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      const before = process.cpuUsage();
      await contender(runs);
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) rates[name].push(runs / ((user + system) / 1e6));
    }
  }
  return rates;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints medians with the ratio to `peer`, the median of the rounds' own ratios. */
export function printTable(title, rates, peer) {
  console.log(`\n${title}`);
  for (const [name, figures] of Object.entries(rates)) {
    const ratio = median(figures.map((figure, round) => figure / rates[peer][round]));
    console.log(
      `  ${name.padEnd(32)} ${Math.round(median(figures)).toString().padStart(8)}   x${ratio.toFixed(2)}   (${figures.map((figure) => Math.round(figure)).join(' ')})`,
    );
  }
}
