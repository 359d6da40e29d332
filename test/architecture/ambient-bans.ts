import ts from 'typescript';
import { memberName } from './syntax.js';

/**
 * What the world outside would smuggle into a run, so that two runs of one seed
 * could differ. Each ban says what to use instead; `seams.ts` says which file
 * may nevertheless, and why.
 */
export interface Ban {
  readonly id: BanId;
  readonly instead: string;
  /** Does this node break the ban? Returns what was seen, in the words of the source. */
  find(node: ts.Node): string | null;
}

export type BanId =
  | 'host time'
  | 'host timers'
  | 'host randomness'
  | 'host process'
  | 'host zone'
  | 'host locale'
  | 'powers'
  | 'garbage collector'
  | 'global object';

const TIMERS = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
]);
const TIMERS_OF_PROCESS = new Set(['nextTick']);
const TIME_OF_PROCESS = new Set(['hrtime', 'uptime', 'cpuUsage', 'resourceUsage']);
/** Allowed on `Date`: they compute from their arguments alone. */
const PURE_DATE = new Set(['UTC', 'parse', 'prototype']);
/** Methods of a Date that answer in the zone of the host. */
const LOCAL_DATE =
  /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|Year)$|^getTimezoneOffset$|^to(Date|Time)String$/;
/** Methods that ask the host's locale where the first (or, of localeCompare, second) argument is left out. */
const LOCALE_METHODS = new Map([
  ['localeCompare', 1],
  ['toLocaleString', 0],
  ['toLocaleDateString', 0],
  ['toLocaleTimeString', 0],
  ['toLocaleLowerCase', 0],
  ['toLocaleUpperCase', 0],
]);

export const BANS: readonly Ban[] = [
  {
    id: 'host time',
    instead: 'the Clock port (in the system under test) or the virtual clock of kernel/',
    find: (node) =>
      (isGlobal(node, 'Date') && !isPureDate(node) ? wordsOf(node) : null) ??
      (isGlobal(node, 'performance') ? wordsOf(node) : null) ??
      processMember(node, TIME_OF_PROCESS),
  },
  {
    id: 'host timers',
    instead:
      'Clock.sleep (in the system under test), or settle() of kernel/ for "everything drained"',
    find: (node) =>
      (ts.isIdentifier(node) && TIMERS.has(node.text) && isReference(node) ? node.text : null) ??
      processMember(node, TIMERS_OF_PROCESS),
  },
  {
    id: 'host randomness',
    instead: 'a named random stream of kernel/',
    find: (node) =>
      (isGlobal(node, 'Math') && !isPureMath(node) ? wordsOf(node) : null) ??
      (isGlobal(node, 'crypto') ? wordsOf(node) : null),
  },
  {
    id: 'host process',
    instead:
      'an argument: cli/ reads the environment and the process, and hands over what is needed',
    find: (node) =>
      isGlobal(node, 'process') &&
      processMember(node, TIMERS_OF_PROCESS) === null &&
      processMember(node, TIME_OF_PROCESS) === null
        ? wordsOf(node)
        : null,
  },
  {
    id: 'host zone',
    instead: 'the getUTC… methods, or Intl.DateTimeFormat with an explicit locale and timeZone',
    find: (node) => {
      const name = memberName(node);
      if (name !== null && LOCAL_DATE.test(name)) return name;
      return isDateFormat(node) && !namesZone(node)
        ? 'Intl.DateTimeFormat without a timeZone'
        : null;
    },
  },
  {
    id: 'host locale',
    instead: "a comparison by < and > (code units), or an explicit locale ('en-US')",
    find: (node) => localeMethod(node) ?? intlWithoutLocale(node),
  },
  {
    id: 'powers',
    instead: 'a product, a shift or a table: powers of fractions differ between Node versions',
    find: (node) => {
      if (ts.isBinaryExpression(node)) {
        // Exact on every version: a power of whole numbers.
        if (ts.isBigIntLiteral(node.left)) return null;
        const operator = node.operatorToken.kind;
        if (operator === ts.SyntaxKind.AsteriskAsteriskToken) return '**';
        return operator === ts.SyntaxKind.AsteriskAsteriskEqualsToken ? '**=' : null;
      }
      return isGlobal(node, 'Math') && memberName(node.parent) === 'pow' ? 'Math.pow' : null;
    },
  },
  {
    id: 'garbage collector',
    instead: 'a Map with an owner: when a weak reference dies is up to the host',
    find: (node) =>
      isGlobal(node, 'WeakRef') || isGlobal(node, 'FinalizationRegistry') ? wordsOf(node) : null,
  },
  {
    id: 'global object',
    instead: 'the name itself, so that these bans can see it',
    find: (node) =>
      ['globalThis', 'global', 'eval', 'Function', 'Reflect'].some((name) => isGlobal(node, name))
        ? wordsOf(node)
        : null,
  },
];

/** A reference to a value of this name: neither a declaration, nor a member's name, nor a type. */
function isGlobal(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name && isReference(node);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent)) return false;
  // The name of a member or a declaration is no reference; `{ Date }` is one.
  return !('name' in parent && parent.name === node) || ts.isShorthandPropertyAssignment(parent);
}

function isPureDate(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent) && parent.expression === node)
    return (parent.arguments?.length ?? 0) > 0;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword && parent.right === node;
  return PURE_DATE.has(memberName(parent) ?? '') && !isAssigned(parent);
}

/** `Math.pow` has a ban of its own. */
function isPureMath(node: ts.Node): boolean {
  const name = memberName(node.parent);
  return name !== null && name !== 'random';
}

function processMember(node: ts.Node, names: ReadonlySet<string>): string | null {
  if (!isGlobal(node, 'process')) return null;
  const name = memberName(node.parent);
  return name !== null && names.has(name) ? `process.${name}` : null;
}

function localeMethod(node: ts.Node): string | null {
  const name = memberName(node);
  const argument = name === null ? undefined : LOCALE_METHODS.get(name);
  if (argument === undefined) return null;
  const call = node.parent;
  const isCall = ts.isCallExpression(call) && call.expression === node;
  return isCall && isGiven(call.arguments[argument]) ? null : `${name} without a locale`;
}

function intlWithoutLocale(node: ts.Node): string | null {
  if (!isGlobal(node, 'Intl')) return null;
  const made = node.parent;
  const name = memberName(made);
  if (name === null) return 'Intl';
  const call = made.parent;
  const isMade =
    (ts.isNewExpression(call) || ts.isCallExpression(call)) && call.expression === made;
  return isMade && isGiven(call.arguments?.[0]) ? null : `Intl.${name} without a locale`;
}

function isDateFormat(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  return (
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    memberName(node.expression) === 'DateTimeFormat'
  );
}

function namesZone(node: ts.NewExpression | ts.CallExpression): boolean {
  const options = node.arguments?.[1];
  return (
    options !== undefined &&
    ts.isObjectLiteralExpression(options) &&
    options.properties.some((p) => p.name !== undefined && p.name.getText() === 'timeZone')
  );
}

function isGiven(argument: ts.Expression | undefined): boolean {
  return argument !== undefined && argument.getText() !== 'undefined';
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function wordsOf(node: ts.Node): string {
  const { parent } = node;
  const words = ts.isPropertyAccessExpression(parent) || ts.isNewExpression(parent) ? parent : node;
  return words.getText();
}
