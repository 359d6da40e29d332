import { printFault } from '../scenario/index.js';
import type { ProgramSetting } from './scenario-program.js';

/** The faults that an exploration has chosen for a setting, as `--fault` takes them. */
export function chosenFaults({
  scenario: { faults },
  planned = 0,
}: ProgramSetting): readonly string[] {
  return faults.slice(faults.length - planned).map(printFault);
}
