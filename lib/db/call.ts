import { invariant } from "@/lib/kernel";
import { link, type Role } from "./client";

const FUNCTION_NAME = /^[a-z_]+\.[a-z_0-9]+$/;

/**
 * Calls one SQL function as one statement, which is one transaction: it writes everything or nothing.
 * `name` is a constant of the caller; arguments travel as parameters. Inside jsonb a bigint is text.
 */
export async function call<T>(role: Exclude<Role, "owner">, name: string, args: readonly unknown[]): Promise<T> {
  invariant(FUNCTION_NAME.test(name), "a function is named by its schema and name");
  const places = args.map((_, index) => `$${index + 1}`).join(", ");
  const values = args.map((arg) => (typeof arg === "bigint" ? arg.toString() : arg));
  const answer = await link(role).pool.query<{ result: T }>({
    name: `${name}/${args.length}`,
    text: `SELECT ${name}(${places}) AS result`,
    values,
  });
  const row = answer.rows[0];
  invariant(row !== undefined && answer.rows.length === 1, "a function answers one row");
  return row.result;
}
