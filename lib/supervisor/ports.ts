import { createServer, type Server } from "node:net";
import { errorCode, Refusal } from "./context";
import { listenerOf } from "./processes";

export type PortSetting = { readonly setting: string; readonly port: number; readonly host: string };

/** Turns port settings into numbers one can listen on: 0 becomes a free port, a port taken by a stranger is refused by name. */
export async function settlePorts(wanted: readonly PortSetting[]): Promise<Map<string, number>> {
  // All stay open until all are known, so that two zeros cannot become the same number.
  const held: Server[] = [];
  try {
    const settled = new Map<string, number>();
    for (const { setting, port, host } of wanted) {
      const twice = [...settled].find(([, other]) => other === port);
      if (twice) throw new Refusal(`${setting} and ${twice[0]} are both ${port}: give each its own port.`);
      const server = port === 0 ? await listenAnywhere(host) : await listen(port, host);
      if (!server) throw new Refusal(portTaken(setting, port));
      held.push(server);
      settled.set(setting, portOf(server));
    }
    return settled;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/** The one line for a port that somebody else holds. */
export function portTaken(setting: string, port: number): string {
  const owner = listenerOf(port);
  const who = owner ? `by process ${owner.pid} (${owner.command.slice(0, 120)})` : "by another program";
  return `Port ${port} is taken ${who}. Stop it, or choose another port: ${setting}=<port> npm start`;
}

/**
 * Where a free port is looked for: below the numbers that the system gives to outgoing connections, and in a band of each process's
 * own. A port is let go before its part takes it, and in between nobody else may get it.
 */
const BAND_FROM = 10_240;
const BAND_TO = 32_000;
const BAND_PORTS = 32;

/** How many ports this process was given: none is given twice in a row, though it was let go meanwhile. */
let given = 0;

async function listenAnywhere(host: string): Promise<Server | undefined> {
  const bands = Math.floor((BAND_TO - BAND_FROM) / BAND_PORTS);
  const first = BAND_FROM + (process.pid % bands) * BAND_PORTS;
  for (let tries = 0; tries < BAND_PORTS; tries++) {
    const server = await listen(first + (given++ % BAND_PORTS), host);
    if (server) return server;
  }
  return listen(0, host); // the whole band is taken: what the system offers will do
}

/** A server on the port, or undefined when the port is taken. */
function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (thrown) => {
      const code = errorCode(thrown);
      if (code === "EADDRINUSE") resolve(undefined);
      else if (code === "EACCES") reject(new Refusal(`Port ${port} may not be opened by this user.`));
      else reject(thrown);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === "object" && address) return address.port;
  throw new Error("a listening TCP server has a port");
}
