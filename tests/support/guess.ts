import { signInWithPassword } from "@/lib/auth";
import { disconnect } from "@/lib/db";

// A second web process, as far as signing in goes: tries a wrong password so many times and tells what it heard.
const [login = "", times = "0", address = "10.0.0.1"] = process.argv.slice(2);
const heard: string[] = [];
for (let i = 0; i < Number(times); i++) {
  const from = { address, userAgent: "", requestId: "guess" };
  const answer = await signInWithPassword({ realm: "cabinet", login, password: "wrong" }, from);
  heard.push(answer.ok ? "in" : answer.error.code);
}
console.log(JSON.stringify(heard));
await disconnect();
