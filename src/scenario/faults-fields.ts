import {
  FAULT_KINDS,
  type Fault,
  type FaultTimeName,
  type FaultWhen,
  formOf,
  STATEMENT_NAMES,
} from '../domain/index.js';
import { GUARD_NAMES } from '../guards/index.js';
import { fields, optional, type Partly, type Read, withDefault, word } from './field-kinds.js';
import { accept, type Parsed, refuse } from './problem.js';
import { choice, duration, runnerId, symbol, text, wholeNumber } from './word-kinds.js';

/** A fault that has to be written `nth: 1000001` is nobody's. */
const NTH_MAX = 1_000_000;

const WHEN_EXPECTED = 'always, maybe, or a probability above 0 and below 1 such as 0.01';

const when = word<FaultWhen>(
  (written): Parsed<FaultWhen> => {
    const bare = written.trim();
    if (bare === 'always' || bare === 'maybe') return accept(bare);
    const probability = Number(bare);
    if (/^0?\.\d{1,9}$/.test(bare) && probability > 0) return accept(probability);
    const hint = /^\d|%/.test(bare)
      ? 'write a fraction: 0.01 is one in a hundred; what is sure is always'
      : 'always: it happens; maybe: an exploration searches it; 0.01: it is drawn';
    return refuse(written, WHEN_EXPECTED, hint);
  },
  {
    meaning:
      'Does it happen? `always`; `maybe`: an exploration searches it and a replay leaves it out; a probability: drawn at each occurrence in a replay, searched by an exploration.',
    unit: 'word or probability',
    range: '`always`, `maybe`, 0.000000001–0.999999999',
    expected: WHEN_EXPECTED,
    json: { type: ['string', 'number'], pattern: '^(always|maybe|0?\\.\\d{1,9})$' },
  },
);

const taskName = text({
  meaning: 'One task by its whole name: `r1.c1` is a cycle’s own, `r1.c1/first` that of a signal.',
});

/** The fields of one fault: the same in a file and in a `--fault` of the command line. */
export const FAULT_FIELDS = {
  kind: choice(FAULT_KINDS, { meaning: 'What goes wrong; the kinds are told below.' }),
  when: withDefault(when, 'always'),
  task: optional(taskName),
  runner: optional(runnerId('In the tasks of this runner; of a signal, the runner that takes it.')),
  cycle: optional(
    wholeNumber({ min: 1, max: 1_000_000 }, { meaning: 'In this cycle of the runner.' }),
  ),
  signal: optional(text({ meaning: 'In the task of this signal; or the signal itself.' })),
  symbol: optional(symbol('Where the statement, or else the signal, is about this symbol.')),
  operation: optional(
    choice(['db.read', 'db.write', 'broker'], { meaning: 'At calls of this operation.' }),
  ),
  statement: optional(choice(STATEMENT_NAMES, { meaning: 'At this statement.' })),
  guard: optional(choice(GUARD_NAMES, { meaning: 'At this guard’s own query.' })),
  nth: optional(
    wholeNumber(
      { min: 1, max: NTH_MAX },
      {
        meaning: 'Only at the so-many-eth call that fits, counted in each task; left out, at each.',
      },
    ),
  ),
  for: optional(duration({ meaning: 'How long it lasts; the default is told with its kind.' })),
  by: optional(duration({ meaning: 'How far off it is.' })),
  after: optional(duration({ meaning: 'How much later it comes.' })),
  to: optional(runnerId('For `signal-again`: the runner that gets the second delivery.')),
} as const;

export const fault = fields(FAULT_FIELDS, {
  meaning: 'One thing that goes wrong. What is named has to fit; what is left out fits anything.',
});

export type FaultFieldsRead = Read<typeof fault>;
export type ReadableFault = Partly<FaultFieldsRead>;

export const TIME_NAMES: readonly FaultTimeName[] = ['for', 'by', 'after'];

export function faultOf(read: FaultFieldsRead): Fault {
  const { kind, when, task, runner, cycle, signal, symbol, operation, statement, guard, nth, to } =
    read;
  const { time } = formOf(kind);
  return {
    kind,
    when,
    place: {
      task: task ?? null,
      runner: runner ?? null,
      cycle: cycle ?? null,
      signal: signal ?? null,
      symbol: symbol ?? null,
      operation: operation ?? null,
      statement: statement ?? null,
      guard: guard ?? null,
      nth: nth ?? null,
    },
    us: time === null ? null : (read[time.name] ?? time.defaultUs),
    to: to ?? null,
  };
}

/** The kinds of faults as rows of the reference. */
export function faultRows(): readonly string[] {
  return FAULT_KINDS.map((kind) => {
    const { strikes, operations, time, meaning } = formOf(kind);
    const where = strikes === 'call' ? operations.join(', ') : `a ${strikes}`;
    const times = time === null ? '' : ` \`${time.name}\`: ${seconds(time.defaultUs)} by default.`;
    return `| \`${kind}\` | ${where} | ${meaning}${times} |`;
  });
}

function seconds(us: number): string {
  return `${us / 1_000_000}s`;
}
