import { Prisma, withTenant } from "@/lib/db";
import {
  controlTape,
  controlTapeTotals,
  documentFile,
  findDocuments,
  takeXReport,
  takings,
  tillState,
} from "@/lib/fiscal";
import { searchSql, tapeSql } from "@/lib/fiscal/queries/control-tape";
import { foldTakings } from "@/lib/fiscal/queries/takings";
import { addDays, dayOf, present, tiyn } from "@/lib/kernel";
import { look } from "../support/look";
import { multiplied } from "../support/many-documents";
import { type Bench, type Line, median, perSecond, rate } from "./bench";
import { benchDeps, type Ground, givenTills, sellOnce, type Till } from "./ground";

const [FEW, MANY] = [1_000, 1_000_000];
const ROUNDS = 15;
/** A read may cost this much more among a thousand times as many documents. */
const FLAT = 2;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await work();
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

type Filled = { readonly till: Till; readonly newest: Date };

/** A register with so many documents, its closed days folded. */
async function filled(ground: Ground, count: number): Promise<Filled> {
  const till = present((await givenTills(1))[0], "somebody sells");
  await sellOnce(benchDeps(() => ground.operatorPort).deps, till);
  ground.note(`${count.toLocaleString("en")} documents`);
  // Past, so that their days are ripe: 36 seconds a document.
  await look("UPDATE cabinet.fiscal_document SET at = at - $2 * interval '36 seconds' WHERE register_id = $1", [
    ...[till.registerId, count + 1],
  ]);
  const newest = await multiplied(till, count);
  ground.note("folding");
  await foldTakings(till.tenantId, till.registerId, new AbortController().signal);
  await look("VACUUM ANALYZE cabinet.takings");
  return { till, newest };
}

/** What each page of the owner reads. */
function reads({
  till: { tenantId, registerId, ctx },
  newest,
}: Filled): Readonly<Record<string, () => Promise<unknown>>> {
  const registers = [registerId];
  const day = { from: new Date(newest.getTime() - 24 * 60 * 60 * 1000), to: newest };
  const today = dayOf(newest);
  return {
    "control tape page": () => controlTape(tenantId, registers, day),
    "control tape page by sum": () =>
      controlTape(tenantId, registers, { leastTiyn: tiyn(12_345n), mostTiyn: tiyn(12_345n) }),
    "control tape totals of a day": () => controlTapeTotals(tenantId, registers, day),
    "receipt search": () => findDocuments(tenantId, registers, "100000777"),
    "dashboard: today and yesterday": async () => {
      await tillState(tenantId, registerId);
      await takings(tenantId, registers, { from: addDays(today, -1), to: today }, ["hour"]);
    },
    "report of a week": () => takings(tenantId, registers, { from: addDays(today, -6), to: today }),
    "X-report": () => takeXReport(ctx, { registerId }),
  };
}

/** What stands at the leaves of a plan, as the app role gets it. */
async function leaves(tenantId: string, sql: Prisma.Sql): Promise<string> {
  const rows = await withTenant(tenantId, (tx) =>
    tx.$queryRaw<{ "QUERY PLAN": string }[]>(Prisma.sql`EXPLAIN (COSTS OFF) ${sql}`),
  );
  return rows
    .map((row) => row["QUERY PLAN"].trim())
    .filter((line) => / Scan/.test(line) && !/Function Scan|Subquery Scan|CTE Scan/.test(line))
    .map((line) => line.replace(/^->\s+/, ""))
    .join("; ");
}

/** The owner's pages over a register of a thousand and of a million documents: what is read must not grow with what is kept. */
export const reading: Bench = {
  name: "reading",
  async run(ground) {
    const [few, many] = [await filled(ground, FEW), await filled(ground, MANY)];
    const [small, large] = [reads(few), reads(many)];
    const lines: Line[] = [];
    for (const [what, read] of Object.entries(large)) {
      const before = await timed(small[what] ?? read);
      const after = await timed(read);
      lines.push({
        what: `${what}: 1,000,000 documents in one register`,
        figure: `${after.toFixed(1)} ms`,
        ratio: after / before,
        ...(what.startsWith("report of") ? {} : { aim: { atMost: FLAT } }),
        notes: [`against ${before.toFixed(1)} ms among 1,000`],
      });
    }
    const { tenantId, registerId } = many.till;
    const day = { from: new Date(many.newest.getTime() - 24 * 60 * 60 * 1000), to: many.newest };
    lines.push({
      what: "plans at 1,000,000",
      figure: "index scans",
      notes: [
        `tape: ${await leaves(tenantId, tapeSql(tenantId, [registerId], day, null, 51))}`,
        `search: ${await leaves(tenantId, searchSql(tenantId, [registerId], "100000777"))}`,
      ],
    });
    return lines;
  },
};

const PRINT_MS = 3_000;

/** Papers of one sale, made anew from the stored document each time. */
export const printing: Bench = {
  name: "printing",
  async run(ground) {
    const till = present((await givenTills(1))[0], "somebody sells");
    await sellOnce(benchDeps(() => ground.operatorPort).deps, till);
    const [row] = await look<{ id: string }>("SELECT id FROM cabinet.fiscal_document WHERE register_id = $1", [
      till.registerId,
    ]);
    const lines: Line[] = [];
    for (const as of ["pdf", "escpos"] as const) {
      const begun = performance.now();
      let made = 0;
      while (performance.now() - begun < PRINT_MS) {
        const file = await documentFile(till.tenantId, till.registerId, present(row, "a sale").id, {
          ...{ as, size: "80", language: "ru" },
        });
        if (!file) throw new Error("the paper is there");
        made += 1;
      }
      lines.push({
        what: `receipt as ${as === "pdf" ? "PDF" : "ESC/POS"}`,
        figure: rate(perSecond(made, performance.now() - begun), "a second"),
      });
    }
    return lines;
  },
};
