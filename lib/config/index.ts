export { decryptSecret, encryptSecret, markOf } from "./cipher";
export { ConfigError, type Env, env, envSchema, parseEnv } from "./env";
export { errorFacts, type LogFacts, type LogLevel, log } from "./log";
export { bodyWithin, type Loopback, listenOnLoopback } from "./loopback";
export { runPart } from "./part";
export { type Provider, provider } from "./provider";
export { systemClock, systemRandomness } from "./system";
