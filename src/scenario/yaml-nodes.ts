/** The door to the `yaml` package for writing: a plain tree of texts → nodes and text. */
import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { z } from 'zod';
import { fieldWithin, shapeOf } from './field-shapes.js';
import { type Tree, YAML_OPTIONS } from './yaml-page.js';

/** Lines are folded here. */
const LINE_WIDTH = 100;

/** Maps from this level down stand in braces: one signal a line. */
const FLOW_LEVEL = 2;

/** What YAML 1.2, and readers of YAML 1.1, would take for something else than text. */
const NO_TEXT =
  /^(?:|~|null|true|false|yes|no|on|off|y|n|[-+]?\.inf|\.nan|0[ox][\da-f]+|[-+]?(?:\.\d|\d)[\d_]*(?:[.:][\d_]*)*(?:e[-+]?\d+)?|\d{4}-\d\d?-\d\d?)$/i;

/** What has to be escaped: control characters, line separators, halves of pairs and what stands for bytes that are no UTF-8. */
const UNPRINTABLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A tree as nodes; the field says whether a word is text, which must not look like a number. */
export function nodeOf(
  field: z.ZodType | undefined,
  tree: Tree,
  level = 0,
): Scalar | YAMLMap | YAMLSeq {
  if (Array.isArray(tree)) {
    const list = new YAMLSeq();
    const item = field === undefined ? undefined : fieldWithin(field, 0);
    for (const each of tree) list.add(nodeOf(item, each, level + 1));
    list.flow = tree.length === 0 || level >= FLOW_LEVEL + 1;
    return list;
  }
  if (typeof tree === 'object') {
    const map = new YAMLMap();
    for (const [name, value] of Object.entries(tree)) {
      const inner = field === undefined ? undefined : fieldWithin(field, name);
      map.add(new Pair(new Scalar(name), nodeOf(inner, value, level + 1)));
    }
    map.flow = map.items.length === 0 || level >= FLOW_LEVEL;
    return map;
  }
  return scalarOf(tree ?? '', field !== undefined && isText(field));
}

function isText(field: z.ZodType): boolean {
  const shape = shapeOf(field);
  if (shape.kind === 'optional' || shape.kind === 'default') return isText(shape.inner);
  return shape.kind === 'word' && shape.isText;
}

/** Longer text of more than one line's length is folded, as stories are written. */
function scalarOf(text: string, isText: boolean): Scalar {
  const scalar = new Scalar(text);
  if (UNPRINTABLE.test(text) || (isText && NO_TEXT.test(text))) scalar.type = 'QUOTE_DOUBLE';
  else if (isText && text.length > LINE_WIDTH && text === text.trim() && !/[\t\n]/.test(text)) {
    scalar.type = 'BLOCK_FOLDED';
  }
  return scalar;
}

/** The text of a document, its folds and braces as the shipped files have them. */
export function textOfDocument(document: Document): string {
  const text = document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false });
  // What stands for bytes that are no UTF-8 is refused in a file; it is double-quoted where it is text.
  return text.replaceAll('\ufffd', '\\ufffd');
}

/** A tree as the text of a whole file. */
export function textOfTree(field: z.ZodType, tree: Tree): string {
  const document = new Document(null, YAML_OPTIONS);
  document.contents = nodeOf(field, tree);
  return textOfDocument(document);
}

/** One word on one line, quoted so that it may stand anywhere, inside braces too. */
export function wordOnOneLine(scalar: Scalar): string {
  const document = new Document(null, YAML_OPTIONS);
  const list = new YAMLSeq();
  list.flow = true;
  list.add(scalar);
  document.contents = list;
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return text.trimEnd().slice(1, -1).replaceAll('\ufffd', '\\ufffd');
}
