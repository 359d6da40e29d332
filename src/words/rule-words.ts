/** What a rule is about, for a reader who meets its name first: kinds of duplicates and assertions. */
export const RULE_WORDS: ReadonlyMap<string, string> = new Map([
  ['check-then-act', 'A position was checked, and another task bought before this one did.'],
  [
    'state-reset',
    'A guard forgot what it had seen: its state began anew with a cycle or a restart.',
  ],
  ['bypass', 'An order went out on a path that passes no guard.'],
  ['ambiguous-submit', 'An order of unknown outcome was sent once more.'],
  ['replayed-message', 'A message was delivered twice, or out of order, and acted on twice.'],
  ['two-processes', 'Two processes traded one account at the same time.'],
  ['stale-read', 'A guard decided on a row that was out of date.'],
  ['lost-write', 'A row that a guard relies on was never written.'],
  ['clock', 'A decision by the clock fell on the wrong side.'],
  ['guard-failure', 'A guard failed itself: an error, or a mark that was left behind.'],
  ['no-duplicate', 'A BUY was filled while the broker already held the symbol.'],
  ['exactly-one', 'An order that was due did not go out.'],
  ['cash-conserved', 'Cash does not add up.'],
  ['equity-equal', 'Equity differs between its sources.'],
  ['pending-released', 'A pending mark was left behind.'],
  ['no-stall', 'Tasks wait for something that cannot happen any more.'],
  ['signal-handled', 'A signal was taken up by no cycle.'],
  ['rows-agree', 'Fills, trade rows and positions disagree.'],
  ['operator-window', 'Two BUY rows of a symbol lie less than 300 seconds apart.'],
  ['expectation', 'A run came out otherwise than its scenario expects.'],
  ['coverage', 'Less was explored than was asked for.'],
  ['canary', 'A scenario that has to fail did not: the check itself cannot be trusted.'],
  ['saved-token', 'An order that once failed fails again.'],
  ['critical-latency', 'A guard set breaks at a latency at which it has to hold.'],
  ['alarm', 'racetape contradicts itself: what it says of the scenario cannot be trusted.'],
  ['not-repeatable', 'What ran does not end the same way each time.'],
  ['more', 'Findings that are not listed.'],
]);

export function ruleWords(rule: string): string {
  return RULE_WORDS.get(rule) ?? `What the check ${rule} looks for.`;
}
