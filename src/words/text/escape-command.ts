import { visibleText } from './visible-text.js';

/**
 * The message of a GitHub workflow command: one line, whatever it says.
 * Lines are made visible one by one, so that breaks between them stay breaks.
 */
export function commandMessage(lines: readonly string[]): string {
  return lines.map((line) => percent(visibleText(line))).join('%0A');
}

/** A property of a workflow command: commas and colons would end it. */
export function commandProperty(text: string): string {
  return percent(visibleText(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function percent(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * Text for a log that somebody's build machine reads as well: a line that would
 * be taken for a command there (`::error::`, `##[error]`) is shown instead.
 * @example plainLog('::error::x') // '⟨:⟩:error::x'
 */
export function plainLog(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1\u27e8:\u27e9').replaceAll('##[', '#\u27e8#\u27e9[');
}
