/** Why a file cannot be read, in the words of every input problem: place, expected, found, hint. */
export class SourceRefusal extends Error {
  override readonly name = 'SourceRefusal';
  /** Such as `line 3, column price`; null: the file as a whole. */
  readonly place: string | null;
  readonly hint: string;

  constructor(words: {
    readonly place: string | null;
    readonly expected: string;
    readonly found: string;
    readonly hint: string;
  }) {
    super(`expected ${words.expected}, found ${words.found}`);
    this.place = words.place;
    this.hint = words.hint;
  }
}
