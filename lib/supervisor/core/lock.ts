/** What of a package-lock.json matters here; the rest passes through untouched. */
export type Lock = { readonly packages: Readonly<Record<string, LockEntry>> };
export type LockEntry = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const OS = ["darwin", "linux", "win32", "freebsd", "openbsd", "netbsd", "android", "sunos", "aix"];
const CPU = ["arm64", "x64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el"];

/**
 * Adds the entries of packages for other platforms that a registry did not serve when the lock was made: `npm ci` refuses a lock
 * without them. Only names with an exact version are added, in the order npm itself keeps. A complete lock comes back as it is.
 */
export function completeLock<T extends Lock>(lock: T): T {
  const added: Record<string, LockEntry> = {};
  for (const [place, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!EXACT.test(version) || isThere(lock, place, name)) continue;
      const platform = platformOf(name);
      added[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platform };
    }
  if (Object.keys(added).length === 0) return lock;
  const all = Object.entries({ ...lock.packages, ...added });
  all.sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(all) };
}

/** npm looks for a package beside the one that wants it, then in each folder above. */
function isThere(lock: Lock, place: string, name: string): boolean {
  for (let at = place; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

/** The platform that a package's name says: `@next/swc-linux-arm64-musl`. */
function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.split(/[/-]/).map((word) => (word === "windows" ? "win32" : word));
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word));
  const libc = words.includes("musl") ? "musl" : words.includes("gnu") && os === "linux" ? "glibc" : undefined;
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) };
}
