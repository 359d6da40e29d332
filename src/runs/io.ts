/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters, where it is a terminal. */
  readonly columns: number;
}

/** The host as the command line sees it: handed in, so that tests can be the host. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute; relative paths of the command line are relative to it. */
  readonly cwd: string;
  /** May colour be used on a terminal? (`NO_COLOR` unset or empty.) */
  readonly colour: 'allowed' | 'refused';
  /** Folder of the package itself: its `package.json` and `scenarios/`. */
  readonly packageFolder: string;
  /** The file that GitHub Actions makes the page of a step from (`GITHUB_STEP_SUMMARY`); absent elsewhere. */
  readonly stepSummaryPath?: string | undefined;
  /** Called once before a command runs, and not for help or the version. Left out: nothing to do. */
  beforeRun?(): Promise<void>;
  /** Host time in milliseconds, for progress only: nothing of it reaches a tape. */
  nowMs(): number;
  /** Processor cores that may be used, at least 1. */
  readonly cores: number;
  /** Has somebody pressed Ctrl-C, sent SIGTERM, or closed the terminal (SIGHUP)? */
  interrupted(): boolean;
  /** Lets the host turn once, so that a pressed Ctrl-C is heard. */
  breathe(): Promise<void>;
  /** Calls `act` again and again, some ten milliseconds apart, until what it returns is called. */
  meanwhile(act: () => void): () => void;
}
