/** JSON with every character outside printable ASCII written as `\uXXXX`: data stays data, a terminal stays calm. */
export function asciiJson(json: string): string {
  return json.replace(
    /[^\x20-\x7e\n]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
