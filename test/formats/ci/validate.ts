import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** What libxml2 has against a JUnit file; empty where it is well-formed and valid. */
export async function junitErrors(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [fixture('junit.xsd')],
  });
  return errors.map(({ message }) => message);
}

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
/** Not the official schema, which no installed package holds: the part we emit, written from the standard. */
const validate = ajv.compile(JSON.parse(fixture('sarif-2.1.0-emitted.schema.json')));

/** What the schema has against a SARIF log; empty where it is valid. */
export function sarifErrors(text: string): readonly string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
