/** Printable ASCII without quote and backslash: what nearly every string on a tape is made of. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * What `JSON.stringify` leaves bare but a line, a terminal or a page would act
 * on: DEL and C1 controls, soft breaks (U+2028/2029), the byte-order mark, and
 * the marks that turn the direction of the text around them.
 */
const ACTIVE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A string as canonical JSON: one line, and harmless when shown raw.
 * @example quote('a\u2028b') // '"a\\u2028b"'
 */
export function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : escapeActive(JSON.stringify(text));
}

/** Spells such characters out where they stand in text that is JSON already. */
function escapeActive(json: string): string {
  return json.replace(
    ACTIVE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
