import { ConfigError, env, runPart } from "@/lib/config";
import { disconnect } from "@/lib/db";
import { startMailbox } from "./server";

runPart("mailbox", async () => {
  const { APP_MODE, MAILBOX_SMTP_PORT } = env();
  if (APP_MODE !== "demo") throw new ConfigError("mailbox: production refuses the development mailbox");
  const mailbox = await startMailbox("127.0.0.1", MAILBOX_SMTP_PORT);
  return {
    facts: { port: mailbox.port },
    async stop() {
      await mailbox.stop();
      await disconnect();
    },
  };
});
