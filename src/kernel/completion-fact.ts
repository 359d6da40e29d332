/** What a completion is, as plain data. The kernel only carries it: its kinds are those of the rooms above. */
interface CompletionFact {
  readonly kind: string;
}

/** The facts that the kernel itself writes. */
export type KernelFact =
  | { readonly kind: 'wakes'; readonly task: string; readonly afterUs: number }
  | { readonly kind: 'joins'; readonly task: string };

/** Where facts are noted, by the key of their completion; a `Map` is one. */
export interface FactNotes {
  set(key: number, fact: CompletionFact): unknown;
}
