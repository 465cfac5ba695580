import type { Environment } from "./context";
import { isAlive } from "./processes";

/**
 * Resolves when somebody wants everything to end: Ctrl-C, a signal, a closed terminal, or the npm that started us being gone
 * (its shell does not pass a signal on).
 */
export function stopRequest(environment: Environment): {
  readonly asked: Promise<string>;
  readonly signal: AbortSignal;
} {
  const controller = new AbortController();
  const asked = new Promise<string>((resolve) => {
    const ask = (why: string) => {
      controller.abort(new Error(why));
      resolve(why);
    };
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => ask(name));
    // Started by a program (the journeys) rather than a person: its end is a request too.
    if (process.connected) process.once("disconnect", () => ask("the program that started us has ended"));
    const parent = process.ppid;
    if (environment.npm_lifecycle_event && process.platform !== "win32")
      setInterval(() => {
        if (process.ppid !== parent || !isAlive(parent)) ask("npm has ended");
      }, 500).unref();
  });
  return { asked, signal: controller.signal };
}
