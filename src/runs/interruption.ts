/** Thrown out of a run that somebody stopped (Ctrl-C); says nothing about the run. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}
