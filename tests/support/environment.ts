/** Settings of every test. The address leads nowhere: tests that need a database get one of their own. */
export const testEnvironment = {
  APP_MODE: "demo",
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  SESSION_SECRET: "test session secret, 32 characters or more",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  PASSWORD_PEPPER: "test password pepper, 32 characters or more",
  LOG_LEVEL: "error",
} as const;
