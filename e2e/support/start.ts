import { startProduct } from "../../tests/support/product";
import { freePort } from "./own-ncalayer";

/** A register that lost its operator asks again soon: journeys do not wait the minute that the protocol asks for. */
const PROBE_MS = "700";

/** Starts the product once for all journeys; what it said about itself reaches them through the environment. */
export default async function start(): Promise<() => Promise<void>> {
  // Nobody is at the address of the real NCALayer unless a journey starts somebody there.
  const port = String(await freePort());
  const product = await startProduct({
    env: { TRANSMISSION_PROBE_MS: PROBE_MS, NCALAYER_URL: `ws://127.0.0.1:${port}/` },
  });
  Object.assign(process.env, { TIYN_PRODUCT: product.dataDir, TIYN_NCALAYER_PORT: port });
  return () => product.remove();
}
