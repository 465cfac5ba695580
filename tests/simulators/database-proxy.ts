import { createConnection, createServer, type Socket } from "node:net";

export type DatabaseProxy = {
  readonly port: number;
  /** So many of the next commits are done by the database, and whoever asked for them never hears of it. */
  loseCommitAnswers(howMany: number): void;
  /** How many were lost so far. */
  lost(): number;
  stop(): Promise<void>;
};

/** What is sent to make something durable: the end of a transaction, or the one statement that is one. */
const COMMITS = [Buffer.from("COMMIT\0"), Buffer.from("commit\0"), Buffer.from("cabinet.fiscal_commit/")];
/** The database's last word on a request. */
const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5]);
/** Whoever commits has had its answer by then, also where it came in pieces that hid that last word. */
const ANSWERED_MS = 1_500;

/** Stands between our processes and PostgreSQL and cuts the line after a commit was sent, before its answer is passed on. */
export async function startDatabaseProxy(databasePort: () => number): Promise<DatabaseProxy> {
  let armed = 0;
  let lost = 0;
  const sockets = new Set<Socket>();

  const server = createServer({ noDelay: true }, (client) => {
    const database = createConnection({ port: databasePort(), host: "127.0.0.1", noDelay: true });
    let doomed = false;
    const end = () => {
      client.destroy();
      database.destroy();
      sockets.delete(client);
      sockets.delete(database);
    };
    const lose = () => {
      if (client.destroyed) return;
      lost += 1;
      end();
    };
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", end);
    }
    client.on("data", (piece) => {
      if (armed > 0 && !doomed && COMMITS.some((commit) => piece.includes(commit))) {
        armed -= 1;
        doomed = true;
        setTimeout(lose, ANSWERED_MS).unref();
      }
      database.write(piece);
    });
    database.on("data", (piece) => {
      if (!doomed) return void client.write(piece);
      if (piece.includes(READY_FOR_QUERY)) lose();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a listening server has an address");
  return {
    port: address.port,
    loseCommitAnswers(howMany) {
      armed = howMany;
    },
    lost: () => lost,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
