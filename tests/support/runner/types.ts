/** What a part of the tests came to. */
export type Outcome = {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
};

export type Failure = { readonly title: string; readonly text: string };

export type PartOfTests = {
  readonly name: string;
  run(tools: Tools): Promise<Outcome>;
};

/** What a part works with. */
export type Tools = {
  readonly root: string;
  /** Folder of reports and logs of this run. */
  readonly folder: string;
  /** Shows where it stands. */
  note(text: string): void;
  /** Runs a Node program of node_modules or of ours to its end; ended with us, whatever happens to us. */
  run(name: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
};

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  onLine?(line: string): void;
};

/** `code` is null when it was ended by us or by a signal. */
export type Ran = { readonly code: number | null; readonly output: string; readonly log: string };

export const nothing: Outcome = { passed: 0, skipped: 0, failures: [] };

export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, { passed }) => total + passed, 0),
  skipped: outcomes.reduce((total, { skipped }) => total + skipped, 0),
  failures: outcomes.flatMap(({ failures }) => failures),
});
