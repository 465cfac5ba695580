// Waits until the process that started it is gone (its end of the pipe closes), then removes what that process left behind.
import { rmSync } from "node:fs";
import pg from "pg";

const { folders = [], pid, group, after, databases } = JSON.parse(process.argv[2]);
process.on("SIGINT", () => undefined); // Ctrl-C reaches us too, and that is exactly when we are needed
process.stdin.resume().on("end", () => clean().finally(() => process.exit(0)));

async function clean() {
  if (group) await endGroup(group);
  if (after) await waitGone(after);
  if (pid) {
    try {
      process.kill(pid, "SIGQUIT");
    } catch (thrown) {
      if (thrown.code !== "ESRCH") throw thrown;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  if (databases) await drop(databases);
}

async function drop({ url, prefix }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [prefix]);
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  await client.end();
}

/** Ends a group of processes: politely, so that they put their own house in order, then for good. */
async function endGroup(leader) {
  const tell = (name) => {
    try {
      process.kill(-leader, name);
      return true;
    } catch (thrown) {
      if (thrown.code !== "ESRCH") throw thrown;
      return false;
    }
  };
  tell("SIGINT");
  const until = Date.now() + 10_000;
  while (tell(0) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
  tell("SIGKILL");
}

/** Waits for a process that ends by itself, so that its folder is not taken from under it. */
async function waitGone(leader) {
  for (const until = Date.now() + 40_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 100)))
    try {
      process.kill(leader, 0);
    } catch {
      return;
    }
}
