/** Thrown when a program that was given to the engine breaks what `Program` asks of it. Neither our fault nor a finding. */
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';
}
