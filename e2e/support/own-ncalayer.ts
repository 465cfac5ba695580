import { fork } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { readPresence } from "../../lib/supervisor/presence";
import { testEnvironment } from "../../tests/support/environment";

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export type OwnNcaLayer = {
  /** Its small window: the person's program shows it by itself, here the journey opens it. */
  readonly windowUrl: string;
  stop(): Promise<void>;
};

/** Starts a program with the visitor's keys where the pages look for the real NCALayer; it ends with this process. */
export async function startOwnNcaLayer(): Promise<OwnNcaLayer> {
  const dataDir = process.env.TIYN_PRODUCT ?? "";
  const port = Number(process.env.TIYN_NCALAYER_PORT);
  const child = fork(join(".build", "ncalayer.mjs"), {
    env: {
      ...{ ...testEnvironment, NODE_ENV: "production", DATA_DIR: dataDir, NCALAYER_DEMO_PORT: String(port) },
      WEB_ORIGIN: readPresence(dataDir)?.addresses.Web,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`NCALayer ended with ${code}`)));
  });
  return {
    windowUrl: `http://127.0.0.1:${port}/window`,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}
