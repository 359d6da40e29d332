import { parseGuardSet } from './guard-set.js';
import { idOf } from './signals.js';
import { type Place, readYamlPage, type Tree } from './yaml-page.js';

interface PlacesInFile {
  /** By the id of an entry of `signals`, as `expandSignals` gives it. */
  readonly signals: ReadonlyMap<string, Place>;
  /** By the guard set of an entry of `expect`. */
  readonly expectations: ReadonlyMap<string, Place>;
}

/** Where in the text of a scenario its signals and expectations stand; nothing where it is no scenario. */
export function placesInScenario(text: string): PlacesInFile {
  const { tree, placeOf } = readYamlPage(text);
  const signals = new Map<string, Place>();
  const expectations = new Map<string, Place>();
  entriesOf(tree, 'signals').forEach((entry, index) => {
    signals.set(idOf(wordOf(entry, 'id'), index), placeOf(['signals', index]));
  });
  entriesOf(tree, 'expect').forEach((entry, index) => {
    const parsed = parseGuardSet(wordOf(entry, 'guards') ?? '');
    if (parsed.ok) expectations.set(parsed.value.guardSet, placeOf(['expect', index]));
  });
  return { signals, expectations };
}

function entriesOf(tree: Tree | null, field: string): readonly Tree[] {
  const entries = isMap(tree) ? tree[field] : undefined;
  return Array.isArray(entries) ? (entries as readonly Tree[]) : [];
}

function wordOf(entry: Tree, field: string): string | undefined {
  const word = isMap(entry) ? entry[field] : undefined;
  return typeof word === 'string' ? word : undefined;
}

function isMap(tree: Tree | null): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}
