import { startProxy } from "../../tests/simulators/operator-proxy";
import { type Product, startProduct } from "../../tests/support/product";
import { freePort } from "./own-ncalayer";
import { isSilentTo } from "./silence";

/** A register that lost its operator asks again soon: journeys do not wait the minute that the protocol asks for. */
const PROBE_MS = "700";

/** Starts the product once for all journeys; what it said about itself reaches them through the environment. */
export default async function start(): Promise<() => Promise<void>> {
  // Nobody is at the address of the real NCALayer unless a journey starts somebody there.
  const port = String(await freePort());
  let product: Product | undefined;
  const way = await startProxy(() => product?.presence().ports.OPERATOR_PORT ?? 0);
  way.drawFaults(({ frame }) => (product && isSilentTo(product.dataDir, frame.deviceId) ? { kind: "swallow" } : null));
  const started = await startProduct({
    env: {
      ...{ TRANSMISSION_PROBE_MS: PROBE_MS, NCALAYER_URL: `ws://127.0.0.1:${port}/` },
      OFD_PORT: String(way.port),
    },
  });
  product = started;
  Object.assign(process.env, { TIYN_PRODUCT: started.dataDir, TIYN_NCALAYER_PORT: port });
  return async () => {
    await started.remove();
    await way.stop();
  };
}
