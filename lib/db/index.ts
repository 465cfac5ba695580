export { call } from "./call";
export { connectionOf, disconnect, link, type Role } from "./client";
export { Prisma } from "./generated/client";
export { isUniqueViolation, type TransactionOptions, type Tx, withSystem, withTenant } from "./transaction";
