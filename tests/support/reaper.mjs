// Waits until the process that started it is gone (its end of the pipe closes), then removes what that process left behind.
import { rmSync } from "node:fs";
import pg from "pg";

const { folders = [], pid, databases } = JSON.parse(process.argv[2]);
process.on("SIGINT", () => undefined); // Ctrl-C reaches us too, and that is exactly when we are needed
process.stdin.resume().on("end", () => clean().finally(() => process.exit(0)));

async function clean() {
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
