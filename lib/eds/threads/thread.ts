import { parentPort } from "node:worker_threads";
import { invariant } from "@/lib/kernel";
import { doWork, type Job } from "./work";

// A thread for work on bytes from outside. It has no network, no settings and no database: what it needs comes with the work.

const port = parentPort;
invariant(port !== null, "this file runs as a thread");
port.on("message", (job: Job) => port.postMessage(doWork(job)));
