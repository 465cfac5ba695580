import { expect, test } from "vitest";
import { settlePorts } from "./ports";

const any = (setting: string) => ({ setting, port: 0, host: "127.0.0.1" });

test("free ports are below those of outgoing connections, and none is given again at once, though it was let go", async () => {
  const first = [...(await settlePorts([any("A"), any("B"), any("C")])).values()];
  const second = [...(await settlePorts([any("D"), any("E")])).values()];
  const all = [...first, ...second];
  expect(new Set(all).size).toBe(5);
  for (const port of all) expect(port).toBeLessThan(32_768);
});

test("one number for two settings is refused by their names", async () => {
  const [port] = (await settlePorts([any("A")])).values();
  const twice = ["WEB_PORT", "OPERATOR_PORT"].map((setting) => ({ setting, port: port ?? 0, host: "127.0.0.1" }));
  await expect(settlePorts(twice)).rejects.toThrow("OPERATOR_PORT and WEB_PORT are both");
});
