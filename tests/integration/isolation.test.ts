import { beforeAll, describe, expect, test } from "vitest";
import { type AccountKind, REALM_OF } from "@/lib/auth";
import { Browser } from "../support/browser";
import { look } from "../support/db";
import { allDoors, type Door } from "../support/doors";
import { startOperator } from "../support/operator";
import { type Ids, POLICY, type Policy } from "../support/policy";
import { givenSignedIn, SEES_ALL, signInAgain } from "../support/signed-in";
import { absentIds, givenWorld, type World } from "../support/world";

// S1, first slice: every way in from the street is listed with whom it lets in; it turns others away by itself, without any layout
// or proxy before it; and ids of another organisation answer as ids that nobody has.

const doors = await allDoors();
const policyOf = (door: Door): Policy => POLICY[door.name] ?? { who: "street" };
const guarded = doors.filter((door) => policyOf(door).who !== "street");
const KINDS: readonly AccountKind[] = ["owner", "manager", "accountant", "admin", "cashier", "ofd_admin"];
const letsIn = (door: Door): readonly AccountKind[] => {
  const { who } = policyOf(door);
  return who === "street" ? KINDS : who;
};

type Call = (...args: unknown[]) => Promise<never>;

/** A React element as text: what a reader could tell apart. */
const written = (value: unknown): string =>
  JSON.stringify(value, (key, part) => {
    if (key.startsWith("_") || typeof part === "function" || typeof part === "symbol") return undefined;
    // What an element is made by may be a module, which names itself.
    if (key === "type" && typeof part === "object") return undefined;
    return typeof part === "bigint" ? part.toString() : part;
  });

/** Goes through a door as a browser would; answers what came of it in words that can be compared. */
async function go(browser: Browser, door: Door, sent: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const open = (await door.open()) as Call; // cast: a door is a function
  const { args } = policyOf(door);
  if (args) return written(await browser.act(() => open(...args(sent as Ids)))); // cast: sent are the ids themselves
  if (door.kind === "action") return written(await browser.act((state, input) => open(state, input), sent));
  const params = Object.fromEntries(door.params.map((name) => [name, String(sent[name] ?? PARAMS[name] ?? "x")]));
  if (door.kind === "page")
    return written(
      await browser.visit(
        () => open({ params: Promise.resolve(params), searchParams: Promise.resolve({}) }),
        "/asked/for",
      ),
    );
  const method = door.name.split("#")[1];
  const answer = await browser.send((request, context) => open(request, context), "/asked/for", { method, params });
  return `${answer.status} ${await answer.text()}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
}

const PARAMS: Readonly<Record<string, string>> = { realm: "cabinet" };
/** What a door is sent to name things by these ids. */
const named = (door: Door, ids: Ids): Readonly<Record<string, unknown>> | undefined =>
  policyOf(door).args ? ids : policyOf(door).names?.(ids);

const TURNED_AWAY = /^null$|^\{"redirect":"\/(pos\/|ofd\/)?sign-in\?next=|"code":"signed_out"|^401 /;
const NOT_FOUND = /^null$|^\{"notFound":true\}$|"code":"not_found"|^404 /;

test("every page, handler and action is listed with whom it lets in, and nothing else is listed", () => {
  expect(doors.map(({ name }) => name).sort()).toEqual(Object.keys(POLICY).sort());
});

test("a guarded page or handler whose address has a parameter says whose things it names", () => {
  const ownThings = guarded.filter((door) => letsIn(door).some((kind) => !SEES_ALL.includes(kind)));
  const silent = ownThings.filter((door) => door.kind !== "action" && door.params.length > 0 && !policyOf(door).names);
  expect(silent.map(({ name }) => name)).toEqual(["password/[realm]/page"]);
});

describe("nobody", () => {
  test.each(guarded.map((door) => [door.name, door] as const))("is turned away by %s", async (_name, door) => {
    expect(await go(new Browser(), door, named(door, absentIds()))).toMatch(TURNED_AWAY);
  });
});

describe("somebody of another kind", () => {
  const browsers = new Map<AccountKind, Browser>();
  beforeAll(async () => {
    for (const kind of KINDS) browsers.set(kind, (await givenSignedIn(kind)).browser);
  });

  test.each(guarded.map((door) => [door.name, door] as const))("finds nothing at %s", async (_name, door) => {
    const inside = letsIn(door);
    for (const kind of KINDS.filter((one) => !inside.includes(one))) {
      const said = await go(browsers.get(kind) ?? new Browser(), door, named(door, absentIds()));
      const sameRealm = inside.some((one) => REALM_OF[one] === REALM_OF[kind]);
      expect([kind, said]).toEqual([kind, expect.stringMatching(sameRealm ? NOT_FOUND : TURNED_AWAY)]);
    }
  });
});

/** What stands in every table, but for what signing in itself leaves. */
async function snapshot(): Promise<Record<string, string>> {
  const tables = await look<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('common', 'cabinet', 'operator') AND tablename NOT IN ('session', 'attempt', 'eds_challenge', 'throttle') ORDER BY 1`,
  );
  const sums = await look<{ name: string; sum: string | null }>(
    tables
      .map(
        ({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${name} t`,
      )
      .join(" UNION ALL "),
  );
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum ?? ""]));
}

/** An answer may repeat what was asked; only that may differ. */
const without = (said: string, ids: Ids): string =>
  Object.entries(ids).reduce((text, [name, id]) => text.replaceAll(String(id), `<${name}>`), said);

describe("ids of another organisation", () => {
  const naming = guarded.filter((door) => policyOf(door).names ?? policyOf(door).args);
  const absent = absentIds();
  const strangers = new Map<AccountKind, Browser>();
  const owners = new Map<AccountKind, Browser>();
  let theirs: Ids;

  beforeAll(async () => {
    const operator = await startOperator();
    const world = await givenWorld(operator);
    theirs = world.ids;
    const other = await givenWorld(operator);
    await operator.stop();
    for (const kind of KINDS) {
      const tenantOf = ({ tenantId, ofdTenantId }: World) => (kind === "ofd_admin" ? ofdTenantId : tenantId);
      strangers.set(kind, (await givenSignedIn(kind, { tenantId: tenantOf(other) })).browser);
      if (kind !== "cashier") owners.set(kind, (await givenSignedIn(kind, { tenantId: tenantOf(world) })).browser);
    }
    await look("UPDATE common.account SET must_change_password = false WHERE id = $1", [theirs.cashier]);
    owners.set("cashier", await signInAgain("pos", theirs.cashier));
  });

  test.each(naming.map((door) => [door.name, door] as const))("are as good as none at %s", async (_name, door) => {
    const kind = letsIn(door).find((one) => !SEES_ALL.includes(one));
    if (!kind) throw new Error("an admin sees every organisation: name nothing");
    const stranger = strangers.get(kind) ?? new Browser();
    const before = await snapshot();
    const said = await go(stranger, door, named(door, theirs));
    expect(without(said, theirs)).toBe(without(await go(stranger, door, named(door, absent)), absent));
    expect(said).not.toMatch(/"code":"invalid_input"/); // else the ids were never looked at
    expect(await snapshot()).toEqual(before);
  });

  const reading = naming.filter((door) => door.kind !== "action");
  test.each(reading.map((door) => [door.name, door] as const))(
    "are found by their owner at %s",
    async (_name, door) => {
      const kind = letsIn(door).find((one) => !SEES_ALL.includes(one)) ?? "owner";
      const said = await go(owners.get(kind) ?? new Browser(), door, named(door, theirs));
      expect(said).not.toMatch(NOT_FOUND);
    },
  );
});
