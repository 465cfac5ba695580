import { startProduct } from "../../tests/support/product";

/** A register that lost its operator asks again soon: journeys do not wait the minute that the protocol asks for. */
const PROBE_MS = "700";

/** Starts the product once for all journeys; what it said about itself reaches them through the environment. */
export default async function start(): Promise<() => Promise<void>> {
  const product = await startProduct({ env: { TRANSMISSION_PROBE_MS: PROBE_MS } });
  process.env.TIYN_PRODUCT = product.dataDir;
  return () => product.remove();
}
