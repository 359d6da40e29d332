/** Does a value that came out of a file have the shape that it is read by? */
type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
export const flag: Shape = (value) => typeof value === 'boolean';
export const count: Shape = (value) => Number.isSafeInteger(value);
export const number: Shape = (value) => Number.isFinite(value);

export function oneOf(...values: readonly string[]): Shape {
  return (value) => values.includes(value as string);
}

export function orNull(shape: Shape): Shape {
  return (value) => value === null || shape(value);
}

/** For fields that results of earlier versions leave out. */
export function orMissing(shape: Shape): Shape {
  return (value) => value === undefined || shape(value);
}

export function listOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape);
}

/** Whatever else it holds. */
export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shapes).every(([name, shape]) =>
      shape((value as Readonly<Record<string, unknown>>)[name]),
    );
}

/** A map whose keys are data. */
export function mapOf(shape: Shape): Shape {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(shape);
}
