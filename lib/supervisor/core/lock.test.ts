import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completeLock, type Lock } from "./lock";

const ours = (): Lock => JSON.parse(readFileSync("package-lock.json", "utf8"));

test("our lock file is complete for all platforms: completing it changes nothing", () => {
  const lock = ours();
  expect(completeLock(lock)).toBe(lock);
});

test("an entry that a registry did not serve is put back where it was, with its platform", () => {
  const lock = ours();
  const name = "node_modules/@biomejs/cli-darwin-arm64";
  const { [name]: gone, ...rest } = lock.packages;
  const completed = completeLock({ ...lock, packages: rest });
  expect(Object.keys(completed.packages).sort()).toEqual(Object.keys(lock.packages).sort());
  expect(completed.packages[name]).toEqual({
    version: gone?.version,
    dev: true,
    optional: true,
    os: ["darwin"],
    cpu: ["arm64"],
  });
});

test("the C library is named where a package is for one only", () => {
  const wanting = {
    version: "1.0.0",
    optionalDependencies: { "@x/y-linux-x64-musl": "1.0.0", "@x/y-linux-x64-gnu": "1.0.0" },
  };
  const { packages }: Lock = completeLock<Lock>({ packages: { "": {}, "node_modules/@x/y": wanting } });
  expect(packages["node_modules/@x/y-linux-x64-musl"]).toMatchObject({ libc: ["musl"] });
  expect(packages["node_modules/@x/y-linux-x64-gnu"]).toMatchObject({ libc: ["glibc"] });
});

test("a range is no exact version, and a package beside its user is there", () => {
  const lock: Lock = {
    packages: {
      "": {},
      "node_modules/a": { optionalDependencies: { b: "^1.0.0", c: "1.0.0" } },
      "node_modules/a/node_modules/c": { version: "1.0.0" },
    },
  };
  expect(completeLock(lock)).toBe(lock);
});
