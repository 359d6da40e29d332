/** Connections open at a time, and those of one address: one machine cannot have all of them. */
export const CONNECTIONS_MAX = 256;
export const CONNECTIONS_OF_ADDRESS_MAX = 128;

/** A socket, as far as it is needed here. */
interface Connection {
  readonly remoteAddress?: string | undefined;
  once(event: 'close', act: () => void): unknown;
  destroy(): unknown;
}

interface Open {
  readonly address: string;
  /** Is a whole request being answered? A stream of events is, for as long as it lasts. */
  isAnswered: boolean;
}

/**
 * The open connections. Where there are too many, the one goes first that has
 * waited longest without a whole request: a connection that says nothing, or says
 * it byte by byte, holds a place only while no other wants it.
 */
export class Connections {
  /** The longest waiting first. */
  readonly #open = new Map<Connection, Open>();

  add(socket: Connection): void {
    const address = socket.remoteAddress ?? '';
    this.#open.set(socket, { address, isAnswered: false });
    socket.once('close', () => this.#open.delete(socket));
    const ofAddress = this.#count((open) => open.address === address);
    if (ofAddress > CONNECTIONS_OF_ADDRESS_MAX) this.#letGo((open) => open.address === address);
    else if (this.#open.size > CONNECTIONS_MAX) this.#letGo(() => true);
  }

  /** A whole request has come in. */
  answers(socket: Connection): void {
    const open = this.#open.get(socket);
    if (open !== undefined) open.isAnswered = true;
  }

  /** The answer is out: from now on the connection waits, behind those that wait already. */
  waits(socket: Connection): void {
    const open = this.#open.get(socket);
    if (open === undefined) return;
    this.#open.delete(socket);
    this.#open.set(socket, { ...open, isAnswered: false });
  }

  /** Where all are being answered, the newest goes: it waits least long. */
  #letGo(isMeant: (open: Open) => boolean): void {
    for (const [socket, open] of this.#open) {
      if (open.isAnswered || !isMeant(open)) continue;
      this.#open.delete(socket);
      socket.destroy();
      return;
    }
  }

  #count(isMeant: (open: Open) => boolean): number {
    let count = 0;
    for (const open of this.#open.values()) if (isMeant(open)) count += 1;
    return count;
  }
}
