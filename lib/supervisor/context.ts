/** What boot.mjs hands to a command: where it runs, what was asked, the environment and the screen. */
export type BootContext = {
  readonly root: string;
  readonly command: string;
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly screen: Screen;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The whole environment of a process that we start. Next's types want NODE_ENV named. */
export type ChildEnvironment = Readonly<Record<string, string>> & { readonly NODE_ENV: "production" };

/** Steps with progress and elapsed time; made by boot.mjs, so that installing and starting look alike. */
export type Screen = {
  say(text: string): void;
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
};

/** A reason to stop that the person at the screen can act on: told in one line, without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** Read by boot.mjs, which cannot import this class. */
  readonly plain = true;
}

export const errorCode = (thrown: unknown): string | undefined =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
