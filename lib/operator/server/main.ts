import { env, runPart } from "@/lib/config";
import { disconnect } from "@/lib/db";
import { startHealth } from "./health";
import { startTcp } from "./tcp";

// The data operator's process: registers speak to it over TCP, and it keeps their book as role system.
runPart("operator", async () => {
  const { OPERATOR_LISTEN_HOST, OPERATOR_PORT, OPERATOR_HEALTH_PORT } = env();
  const tcp = await startTcp({ host: OPERATOR_LISTEN_HOST, port: OPERATOR_PORT });
  const health = await startHealth(OPERATOR_HEALTH_PORT);
  return {
    facts: { port: tcp.port, healthPort: health.port },
    async stop() {
      await tcp.stop();
      await health.stop();
      await disconnect();
    },
  };
});
