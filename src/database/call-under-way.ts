import { doesStrike, type Fault, type StepFact } from '../domain/index.js';
import { type Delay, type FactNotes, invariant, type Kernel, type Task } from '../kernel/index.js';
import { NotSimulated } from '../sql/index.js';
import { CALL_FAULTS, type CallFault } from './call-faults.js';
import type { Connections } from './connection-pool.js';
import type { Call, CallListener, CallWorld } from './two-leg-call.js';
import type { Executed, Write } from './writing.js';

/**
 * One call from its request to its response. An object rather than a nest of
 * closures: explorations make a million calls in half a minute.
 */
export class CallUnderWay<T> {
  readonly #kernel: Kernel;
  readonly #task: Task;
  readonly #listener: CallListener;
  readonly #call: Call<T>;
  /** Its number on the tape; null where legs are not told. */
  readonly #number: number | null;
  readonly #act: CallFault | null;
  readonly #request: Delay;
  readonly #response: Delay;
  readonly #requestKey: number;
  readonly #responseKey: number;
  readonly #connections: Connections | null;
  readonly #write: Write | null;
  #resolve: (result: T) => void = doNothing;
  #reject: (error: Error) => void = doNothing;
  #result: T | undefined = undefined;
  #failure: { readonly error: unknown } | null = null;

  constructor({ kernel, latency }: CallWorld, task: Task, listener: CallListener, call: Call<T>) {
    this.#kernel = kernel;
    this.#task = task;
    this.#listener = listener;
    this.#call = call;
    this.#number = listener.legs ? listener.nextCall() : null;
    const struck = call.fault ?? null;
    const act = struck === null ? null : actOf(struck.fault, call);
    this.#act = act;
    const { operation } = call;
    const firstDraw = task.drawsCount;
    const request = latency.delay(operation, 'request', task.drawLatency(), kernel.nowUs);
    const response = latency.delay(operation, 'response', task.drawLatency(), kernel.nowUs);
    const slowerUs = struck?.fault.us ?? 0;
    this.#request = act?.slows === 'request' ? later(request, slowerUs) : request;
    this.#response = act?.slows === 'response' ? later(response, slowerUs) : response;
    this.#requestKey = task.nextKey();
    this.#responseKey = task.nextKey();
    if (kernel.draws !== null) {
      const drawn = { task: task.name, operation };
      kernel.draws
        .set(this.#requestKey, { ...drawn, index: firstDraw, leg: 'request' })
        .set(this.#responseKey, { ...drawn, index: firstDraw + 1, leg: 'response' });
    }
    // A fault that lets no statement happen leaves nothing to write, one of the pool no connection.
    this.#connections = struck?.fault.kind === 'pool-exhausted' ? null : (call.connections ?? null);
    this.#write =
      act?.effect === 'none' ? null : (call.writing?.prepare(task, listener.waits) ?? null);
    kernel.operations?.set(this.#requestKey, call.operation).set(this.#responseKey, call.operation);
    if (kernel.facts !== null) this.#note(kernel.facts);
  }

  start(resolve: (result: T) => void, reject: (error: Error) => void): void {
    this.#resolve = resolve;
    this.#reject = reject;
    const connections = this.#connections;
    if (connections === null) {
      this.#send();
      return;
    }
    const task = this.#task;
    const timeoutKey = task.nextKey();
    const { waits } = this.#listener;
    const granted = (): void => this.#send();
    connections.checkout({ task, timeoutKey, listener: waits, granted, refused: reject });
  }

  #send(): void {
    this.#tell('request');
    const arrive = (): unknown => this.#arrive();
    this.#kernel.schedule(this.#task, 'effect', this.#request, arrive, this.#requestKey);
  }

  #arrive(): unknown {
    const { nowUs, step } = this.#kernel;
    if (this.#write === null) return this.#takeEffect({ us: nowUs, step });
    return this.#write.begin(
      (executed) => this.#takeEffect(executed),
      (error) => {
        // A fault that made the call slower has done so, whether or not it got its turn to write.
        if (this.#act !== null && this.#act.slows !== null) this.#call.fault?.tell(this.#number);
        this.#failure = { error };
        this.#awaitResponse();
      },
    );
  }

  #takeEffect(executed: Executed): 'silent' {
    const call = this.#call;
    const act = this.#act;
    if (act?.kills === undefined) call.fault?.tell(this.#number);
    try {
      this.#result = act === null ? call.effect(executed) : effectUnder(act, call, executed);
    } catch (error) {
      if (error instanceof NotSimulated) throw error;
      this.#failure = { error };
    }
    if (act !== null && act.error !== null) this.#failure = { error: new Error(act.error) };
    this.#tell('effect');
    this.#awaitResponse();
    return 'silent';
  }

  #awaitResponse(): void {
    const respond = (): void => this.#respond();
    this.#kernel.schedule(this.#task, 'response', this.#response, respond, this.#responseKey);
  }

  #respond(): void {
    const struck = this.#call.fault ?? null;
    if (struck !== null && this.#act?.kills === true && struck.dies()) {
      struck.tell(this.#number);
      return;
    }
    this.#tell('response');
    this.#connections?.giveBack(this.#task);
    if (this.#failure === null) this.#resolve(this.#result as T);
    else this.#reject(this.#failure.error as Error);
  }

  #tell(phase: 'request' | 'effect' | 'response'): void {
    if (this.#number === null) return;
    const { operation } = this.#call;
    this.#listener.call({
      call: this.#number,
      phase,
      operation,
      statement: this.#call.statement(),
    });
  }

  #note(facts: FactNotes): void {
    const { fault } = this.#call;
    const call = { kind: 'call', task: this.#task.name, asked: this.#call.asked() } as const;
    const struck = { fault: fault?.fault.kind ?? null };
    const effect: StepFact = { ...call, phase: 'effect', ...struck };
    if (this.#write === null) facts.set(this.#requestKey, effect);
    else this.#write.note(facts, this.#requestKey, effect);
    const response: StepFact = { ...call, phase: 'response', ...struck };
    facts.set(this.#responseKey, response);
  }
}

const doNothing = (): void => {};

/** Looked up when the call is made: what is wrong with us must not become an error of the database. */
function actOf<T>({ kind }: Fault, call: Call<T>): CallFault {
  invariant(doesStrike(kind, 'call'), () => `a call is struck by ${kind}, which strikes none`);
  const act = CALL_FAULTS[kind];
  const { effect } = act;
  const isPossible = effect === 'none' || effect === 'done' || call.instead?.[effect] !== undefined;
  invariant(isPossible, () => `${call.statement()} cannot end ${effect}`);
  return act;
}

function effectUnder<T>({ effect }: CallFault, call: Call<T>, executed: Executed): T | undefined {
  if (effect === 'none') return undefined;
  return effect === 'done' ? call.effect(executed) : call.instead![effect]!(executed);
}

/** A window that opens and closes so much later: its completion is one like any other. */
function later({ us, minUs, maxUs }: Delay, byUs: number): Delay {
  return { us: us + byUs, minUs: minUs + byUs, maxUs: maxUs + byUs };
}
