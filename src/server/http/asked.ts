/** A request as it came in: nothing decoded, nothing trusted. */
export interface Asked {
  readonly method: string;
  /** The request target to the letter. */
  readonly target: string;
  /** Every header by its name in small letters; one that was sent twice has two values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Empty where there was none. */
  readonly body: string;
}

/** The one value of a header; null where it is missing or was sent more than once. */
export function onlyHeader({ headers }: Pick<Asked, 'headers'>, name: string): string | null {
  const values = headers.get(name) ?? [];
  return values.length === 1 ? values[0]! : null;
}

/** What is sent back. */
export type Answer =
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly type: string;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly bytes: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Hands the content over piece by piece, as fast as it is taken; may be called once. */
      readonly open: () => AsyncIterable<Uint8Array>;
      /** Instead of `open`, where nobody wants the content. */
      readonly close: () => void;
    }
  /** A stream of events that stays open. */
  | { readonly kind: 'stream'; readonly listen: (sink: Sink) => void };

/** The writing end of an open stream. */
export interface Sink {
  /** False: more than the host likes is waiting to be sent; do not write before it has drained. */
  write(text: string): boolean;
  whenDrained(then: () => void): void;
  whenClosed(then: () => void): void;
  end(text: string): void;
  /** At once, whatever was not sent. */
  destroy(): void;
}

export function jsonAnswer(value: object, status = 200): Answer {
  const type = 'application/json; charset=utf-8';
  return { kind: 'text', status, type, text: `${JSON.stringify(value)}\n` };
}

/** A refusal, in words for the person who reads it. */
export function refusal(
  status: number,
  why: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type = 'application/json; charset=utf-8';
  return { kind: 'text', status, type, text: `${JSON.stringify({ error: why })}\n`, headers };
}
