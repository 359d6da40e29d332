import type { ComponentChildren } from 'preact';
import type { World } from '../history/index.js';
import { choiceBehind } from '../history/index.js';
import { eventWords } from '../timeline/index.js';
import { counted, formatDollars, formatTime, groupDigits, visibleText } from '../words/index.js';
import { Icon } from './icon.js';
import { goTo, type PlayedRun, type PlayerState } from './player-state.js';
import { lastIndexAt } from './timeline.js';

const ROWS_MAX = 8;

/** The scrubber, and how things stand at its step: in run A, and in run B at the same virtual time. */
export function Moment({ state }: { readonly state: PlayerState }) {
  const { run, other, step, cursorUs } = state;
  const { events } = run.value;
  const event = events[step.value];
  if (event === undefined) return null;
  const finding = run.value.findings.find(({ seq }) => seq === event.seq);
  const words = visibleText(`${event.task ?? 'outside'}: ${eventWords(event)}`);
  const isDuplicate = run.value.isDuplicate(event);
  return (
    <div class="moment">
      <div class="scrubber">
        <button
          type="button"
          aria-label="One event back"
          onClick={() => goTo(state, step.value - 1)}
        >
          {'\u2039'}
        </button>
        <input
          id="scrubber"
          type="range"
          min={0}
          max={events.length - 1}
          value={step.value}
          aria-label="Event of run A"
          aria-valuetext={`event ${event.seq}, ${formatTime(event.atUs)}, ${words}`}
          onInput={(change) => goTo(state, Number(change.currentTarget.value))}
        />
        <button type="button" aria-label="One event on" onClick={() => goTo(state, step.value + 1)}>
          {'\u203a'}
        </button>
        <span class="small nowrap">
          event {groupDigits(event.seq)} of {groupDigits(run.value.eventsCount)},{' '}
          <strong>{formatTime(event.atUs)}</strong>
        </span>
      </div>
      <p class={isDuplicate ? 'now bad' : 'now'} aria-live="polite" id="now">
        {isDuplicate ? (
          <span class="badge bad">
            <Icon name="duplicate" /> duplicate
          </span>
        ) : null}{' '}
        <span>{words}</span>
      </p>
      {finding === undefined ? null : (
        <p class="note">
          <strong>{finding.severity}</strong> {visibleText(finding.message)}
        </p>
      )}
      <div class={other.value === null ? 'worlds' : 'worlds two'}>
        <WorldPanel run={run.value} index={step.value} name="A" isAlone={other.value === null} />
        {other.value === null ? null : (
          <WorldPanel
            run={other.value}
            index={lastIndexAt(other.value.events, cursorUs.value)}
            name="B"
            isAlone={false}
          />
        )}
      </div>
    </div>
  );
}

function WorldPanel(panel: {
  readonly run: PlayedRun;
  readonly index: number;
  readonly name: string;
  readonly isAlone: boolean;
}) {
  const { run, index, name, isAlone } = panel;
  const event = run.events[index];
  // The choice is asked before the event, so the fold stands there first.
  const choice = event === undefined ? null : choiceBehind(event, run.worldAt(index - 1));
  const world = run.worldAt(index);
  return (
    <div class="world">
      {isAlone ? (
        <h3 class="visually-hidden">What stands where at this event</h3>
      ) : (
        <h3>
          {name}: {visibleText(run.name.slice(0, 60))}
        </h3>
      )}
      <div class="facts-grid">
        <Choice choice={choice} />
        <Holdings world={world} />
        <Marks world={world} />
        <Locks world={world} />
        <Rows world={world} />
        <Account world={world} />
      </div>
    </div>
  );
}

function Fact({
  name,
  note,
  children,
}: {
  readonly name: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="fact">
      <h4>{name}</h4>
      {children}
      {note === undefined ? null : <p class="dim small">{note}</p>}
    </section>
  );
}

function Choice({ choice }: { readonly choice: ReturnType<typeof choiceBehind> }) {
  if (choice === null)
    return (
      <Fact name="Choice">
        <p class="dim">None: this follows from the event before it.</p>
      </Fact>
    );
  const ordered = [...choice].sort((a, b) => Number(b.isTaken) - Number(a.isTaken));
  return (
    <Fact name={`Choice among ${choice.length} under way`} {...moreNote(choice.length)}>
      <ul class="plain">
        {ordered.slice(0, ROWS_MAX).map(({ words, isTaken }) => (
          <li key={words} class={isTaken ? 'taken' : 'dim'}>
            {isTaken ? '> ' : '\u00b7 '}
            {visibleText(words)}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Holdings({ world }: { readonly world: World }) {
  const disagree = ({
    broker,
    trades,
    positions,
  }: {
    broker: number;
    trades: number;
    positions: number;
  }): number => Number(broker !== trades || broker !== positions);
  const all = [...world.holdings].sort(([, a], [, b]) => disagree(b) - disagree(a));
  return (
    <Fact name="Shares held" {...moreNote(all.length)}>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col" class="number">
              broker
            </th>
            <th scope="col" class="number">
              trades
            </th>
            <th scope="col" class="number">
              positions
            </th>
          </tr>
        </thead>
        <tbody>
          {all.slice(0, ROWS_MAX).map(([symbol, holding]) => (
            <tr key={symbol} class={disagree(holding) === 1 ? 'warn' : undefined}>
              <th scope="row">{visibleText(symbol)}</th>
              <td class="number">{holding.broker}</td>
              <Count value={holding.trades} against={holding.broker} />
              <Count value={holding.positions} against={holding.broker} />
            </tr>
          ))}
        </tbody>
      </table>
    </Fact>
  );
}

function Count({ value, against }: { readonly value: number; readonly against: number }) {
  return value === against ? (
    <td class="number">{value}</td>
  ) : (
    <td class="number">
      <span class="word warn">
        {'\u2260 '}
        {value}
      </span>
    </td>
  );
}

function Marks({ world }: { readonly world: World }) {
  const marks = [...world.marks.values()];
  return (
    <Fact name="Pending set and other marks" {...moreNote(marks.length)}>
      {marks.length === 0 ? (
        <p class="dim">empty</p>
      ) : (
        <ul class="plain">
          {marks.slice(0, ROWS_MAX).map(({ layer, symbol, runner, sinceUs }) => (
            <li key={`${layer} ${runner} ${symbol} ${sinceUs}`}>
              <strong>{visibleText(symbol)}</strong> {layer}{' '}
              <span class="dim">{`${runner === '' ? '' : `${runner}, `}since ${formatTime(sinceUs)}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Fact>
  );
}

function Locks({ world }: { readonly world: World }) {
  const names = [...new Set([...world.lockHolders.keys(), ...world.lockQueues.keys()])];
  return (
    <Fact name="Locks and permits" {...moreNote(names.length)}>
      {names.length === 0 ? (
        <p class="dim">all free</p>
      ) : (
        <ul class="plain">
          {names.slice(0, ROWS_MAX).map((key) => {
            const queue = world.lockQueues.get(key) ?? [];
            const holders = world.lockHolders.get(key) ?? [];
            return (
              <li key={key}>
                <strong>{visibleText(world.lockNames.get(key) ?? key)}</strong>{' '}
                {holders.length === 0
                  ? 'free'
                  : visibleText(
                      `held by ${holders.slice(0, 3).join(', ')}${holders.length > 3 ? ` and ${holders.length - 3} more` : ''}`,
                    )}
                {queue.length === 0 ? null : (
                  <span class="word warn">{` ${queue.length} waiting`}</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Fact>
  );
}

function Rows({ world }: { readonly world: World }) {
  const { tradeRows, tradeRowsCount } = world;
  return (
    <Fact
      name="Rows in trades"
      {...(tradeRowsCount > tradeRows.length
        ? { note: `the last ${tradeRows.length} of ${groupDigits(tradeRowsCount)}` }
        : {})}
    >
      {tradeRows.length === 0 ? (
        <p class="dim">none</p>
      ) : (
        <ul class="plain">
          {tradeRows.map(({ id, side, quantity, symbol }) => (
            <li key={id}>{visibleText(`${id}: ${side} ${quantity} ${symbol}`)}</li>
          ))}
        </ul>
      )}
    </Fact>
  );
}

function Account({ world }: { readonly world: World }) {
  return (
    <Fact name="Account at the broker">
      <dl class="amounts">
        <dt>cash</dt>
        <dd>{formatDollars(world.cash)}</dd>
        <dt>holdings</dt>
        <dd>{formatDollars(world.holdingsValue)}</dd>
        <dt>equity</dt>
        <dd>
          <strong>{formatDollars(world.equity)}</strong>
        </dd>
        <dt>under way</dt>
        <dd>{counted(world.underWay.size, 'call')}</dd>
      </dl>
    </Fact>
  );
}

function moreNote(count: number): { note?: string } {
  return count > ROWS_MAX ? { note: `${count - ROWS_MAX} more not shown` } : {};
}
