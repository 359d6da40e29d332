/** What the process says when it ends. Stable: build machines depend on it. */
export const EXIT = {
  asExpected: 0,
  notAsExpected: 1,
  wrongInput: 2,
  nothingProven: 3,
  ourFault: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
