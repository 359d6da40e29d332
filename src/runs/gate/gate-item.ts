import type { Check } from '../../formats/index.js';
import type { GateAnswer } from '../../verdict/index.js';

/** One thing that the gate ran: how it is told, and what the policy says of it. */
export interface GateItem {
  readonly check: Check;
  readonly answer: GateAnswer;
}

/** A check as the gate answers it: its status is the answer's, and why stands at the end of its sentence. */
export function answered(check: Check, answer: GateAnswer): GateItem {
  const { status, words } = answer;
  const sentence = words === '' ? check.sentence : `${check.sentence} ${words}`;
  return { check: { ...check, status: status === 'met' ? 'ok' : status, sentence }, answer };
}
