import { createInterface } from "node:readline";
import { env, runPart } from "@/lib/config";
import { disconnect } from "@/lib/db";
import { startTcp } from "../tcp";
import { startAdmin } from "./admin";
import { execute, HELP, registerLines } from "./console";
import { standClient, standRegisters } from "./demo-register";
import { newStand, standAnswerer } from "./stand";

// The operator alone, for whoever writes a register: shows every exchange, spoils those it is told to spoil. Lines come from its own
// input and over HTTP. STAND.md says how to use it.

const say = (text: string): void => void process.stdout.write(`${text}\n`);

runPart("stand", async () => {
  const { OPERATOR_LISTEN_HOST, OPERATOR_PORT, OPERATOR_HEALTH_PORT } = env();
  const stand = newStand(process.argv.includes("--brief"));
  const registers = await standRegisters();
  const answer = standAnswerer(stand, say);
  const tcp = await startTcp({ host: OPERATOR_LISTEN_HOST, port: OPERATOR_PORT, answer });
  const admin = await startAdmin(OPERATOR_HEALTH_PORT, (line) => execute(stand, line));
  say(
    `\nthe operator listens on ${OPERATOR_LISTEN_HOST}:${tcp.port}; lines are taken here and at http://127.0.0.1:${admin.port}`,
  );
  say(`client ${standClient.name}, ${standClient.address}`);
  for (const register of registers) say(registerLines(register));
  say(`\n${HELP}\n`);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    if (line.trim() === "") return;
    if (line.trim() === "quit") return void process.kill(process.pid, "SIGTERM");
    execute(stand, line).then(say, (thrown: unknown) => say(String(thrown)));
  });
  return {
    facts: { port: tcp.port, adminPort: admin.port },
    async stop() {
      lines.close();
      await admin.stop();
      await tcp.stop();
      await disconnect();
    },
  };
});
