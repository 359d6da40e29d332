import type { Asked, StepFact, StoreStatement } from '../domain/index.js';
import { waitGraphWords } from '../domain/index.js';

/** One step of a run as a sentence without its full stop. */
export function stepWords(fact: StepFact): string {
  switch (fact.kind) {
    case 'call':
      return fact.phase === 'effect' ? effectWords(fact) : responseWords(fact);
    case 'asks to write':
      return `${fact.task} asks for its turn to write`;
    case 'tries to write again':
      return `${fact.task} tries the writer's lock again`;
    case 'tries to write at last':
      return `${fact.task} tries the writer's lock for the last time and ${fact.granted ? 'gets it' : 'gives up: database is locked'}`;
    case 'late time-out':
      return `${fact.task} hears of a ${fact.of === 'busy' ? 'busy ' : ''}time-out that it did not need`;
    case 'checkout time-out':
      return `${fact.task} gives up after ${fact.afterUs} µs: ${waitGraphWords(fact.waits)}`;
    case 'answer time-out':
      return `${fact.task} gives up waiting for the broker`;
    case 'wakes':
      return `${fact.task} wakes after ${fact.afterUs} µs`;
    case 'joins':
      return `${fact.task} goes on, all its tasks having ended`;
    case 'restarts':
      return `${fact.task} has started again`;
    case 'arrives':
      return `signal ${fact.signal} arrives`;
    case 'operation':
      return `step ${fact.nth} of ${fact.task}`;
  }
}

type CallFact = Extract<StepFact, { readonly kind: 'call' }>;

/** What an effect is to people: who does what. */
const EFFECTS: Readonly<Record<StoreStatement, (task: string, symbol: string) => string>> = {
  'insert signal': (task, symbol) => `${task} stores its signal for ${symbol}`,
  'read positions': (task) => `${task} reads positions`,
  'read last BUY of': (task, symbol) => `${task} looks for the last BUY of ${symbol}`,
  'insert trade': (task, symbol) => `the trade of ${symbol} is written by ${task}`,
  'write position': (task, symbol) => `the position of ${symbol} is written by ${task}`,
  'write account': (task) => `the account is written by ${task}`,
  'claim intent': (task, symbol) => `${task} claims the intent to buy ${symbol}`,
  'release intent': (task, symbol) => `${task} gives back the intent to buy ${symbol}`,
  'acquire lease on': (task, symbol) => `${task} asks for the lease on ${symbol}`,
  'release lease on': (task, symbol) => `${task} gives back the lease on ${symbol}`,
  'open outbox for': (task, symbol) => `${task} writes down its intent to buy ${symbol}`,
  'settle outbox for': (task, symbol) => `${task} settles the intent to buy ${symbol}`,
  'cancel outbox for': (task, symbol) => `${task} strikes out the intent to buy ${symbol}`,
  'read outbox': (task) => `${task} looks for pending intents`,
};

function effectWords({ task, asked, fault }: CallFact): string {
  const struck = fault === null ? '' : ` (${fault})`;
  switch (asked.kind) {
    case 'statement':
      return `${EFFECTS[asked.statement](task, asked.symbol)}${struck}`;
    case 'submit':
      return `the broker ${fault === 'broker-reject' ? 'rejects' : 'fills'} ${orderWords(asked)} for ${task}${struck}`;
    case 'look up':
      return `${task} asks the broker for the order ${asked.clientOrderId}${struck}`;
    case 'sql':
      return `${task} runs "${asked.sql}"${struck}`;
  }
}

function responseWords({ task, asked }: CallFact): string {
  switch (asked.kind) {
    case 'statement':
      return `${task} gets the answer to "${asked.symbol === '' ? asked.statement : `${asked.statement} ${asked.symbol}`}"`;
    case 'submit':
      return `${task} hears of its fill (${orderWords(asked)})`;
    case 'look up':
      return `${task} hears of the order ${asked.clientOrderId}`;
    case 'sql':
      return `${task} gets the answer to "${asked.sql}"`;
  }
}

function orderWords({ side, quantity, symbol }: Extract<Asked, { kind: 'submit' }>): string {
  return `${side} ${quantity} ${symbol}`;
}
