import { closeSync, openSync, writeSync } from 'node:fs';

/** 256 KiB: large enough that system calls do not count, small enough that memory does not either. */
const BUFFER_BYTES = 256 * 1024;

/**
 * A file that grows line by line while a run goes on. Writes are synchronous, so
 * that nothing piles up behind a run which never lets the host turn.
 */
export class LineFile {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #filled = 0;
  #open = true;

  /** The file must not exist yet. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'wx');
  }

  write(text: string): void {
    // A UTF-16 unit takes at most three bytes in UTF-8.
    const bytesMax = text.length * 3;
    if (bytesMax > BUFFER_BYTES - this.#filled) this.#flush();
    if (bytesMax > BUFFER_BYTES) this.#writeOut(Buffer.from(text));
    else this.#filled += this.#buffer.write(text, this.#filled);
  }

  close(): void {
    this.#flush();
    this.abandon();
  }

  /** Closes without writing what is still in the buffer. */
  abandon(): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }

  #flush(): void {
    this.#writeOut(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #writeOut(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
  }
}
