import { type CpcrRequest, decodeRequest, encodeRequest } from "@/lib/cpcr";
import { bodiesOf } from "@/lib/cpcr/codec";
import { look } from "../support/look";
import { type Bench, byTurns, type Line, rate } from "./bench";
import { benchDeps, givenTills, sellOnce } from "./ground";

const ROUND_MS = 700;
const ROUNDS = 5;

/** How often a work is done per second. */
async function often(work: () => unknown): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < ROUND_MS) {
    for (let index = 0; index < 200; index++) work();
    done += 200;
  }
  return (done * 1000) / (performance.now() - begun);
}

async function compare(what: string, ours: () => unknown, theirs: () => unknown): Promise<Line> {
  const result = await byTurns(
    ROUNDS,
    () => often(ours),
    () => often(theirs),
  );
  return {
    ...{ what, figure: rate(result.ours, "bodies/s"), ratio: result.ratio },
    notes: [`against ${rate(result.theirs, "bodies/s")} of plain protobufjs`],
  };
}

/** The body of a sale: our codec checks bounds, makes bigints and moments; protobufjs only moves bytes. */
export const codec: Bench = {
  name: "codec",
  async run(ground) {
    const [till] = await givenTills(1);
    if (!till) throw new Error("somebody sells");
    await sellOnce(benchDeps(() => ground.operatorPort).deps, till);
    const [row] = await look<{ body: Buffer }>("SELECT body FROM cabinet.fiscal_seal WHERE register_id = $1", [
      till.registerId,
    ]);
    const bytes = new Uint8Array(row?.body ?? []);
    const decoded = decodeRequest(bytes);
    if (!decoded.ok) throw new Error("our own frame can be read");
    const { request } = bodiesOf(203);
    const plain = request.decode(bytes);
    const value: CpcrRequest = decoded.value;
    return [
      await compare(
        `codec: encode ${bytes.length} bytes`,
        () => encodeRequest(value),
        () => request.encode(plain).finish(),
      ),
      await compare(
        "codec: decode the same",
        () => decodeRequest(bytes),
        () => request.decode(bytes),
      ),
    ];
  },
};
