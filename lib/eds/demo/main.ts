import { ConfigError, env, runPart, systemClock, systemRandomness } from "@/lib/config";
import { openAuthority } from "./authority";
import { demoFolder } from "./folder";
import { startStandIn } from "./server";

runPart("ncalayer", async () => {
  const { APP_MODE, DATA_DIR, NCALAYER_DEMO_PORT, WEB_ORIGIN } = env();
  if (APP_MODE !== "demo") throw new ConfigError("APP_MODE: production has no stand-in for NCALayer");
  const tools = { clock: systemClock, randomness: systemRandomness };
  const authority = await openAuthority(demoFolder(DATA_DIR), tools);
  const standIn = await startStandIn({
    port: NCALAYER_DEMO_PORT,
    authority,
    origins: [new URL(WEB_ORIGIN).origin],
    ...tools,
  });
  return { facts: { port: standIn.port }, stop: () => standIn.stop() };
});
