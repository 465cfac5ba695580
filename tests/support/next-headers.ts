import { AsyncLocalStorage } from "node:async_hooks";

/** Stands for next/headers in tests: the request is whatever `Browser` sends. */
export type FakeRequest = { readonly headers: Headers; readonly cookies: Map<string, string> };

export const request = new AsyncLocalStorage<FakeRequest>();

function current(): FakeRequest {
  const store = request.getStore();
  if (!store) throw new Error("no request here: go through a Browser of tests/support");
  return store;
}

type CookieOptions = { readonly maxAge?: number; readonly expires?: Date | number };

export async function headers(): Promise<Headers> {
  return current().headers;
}

export async function cookies() {
  const { cookies: jar } = current();
  const found = (name: string) => {
    const value = jar.get(name);
    return value === undefined ? undefined : { name, value };
  };
  return {
    get: found,
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    has: (name: string) => jar.has(name),
    delete: (name: string) => void jar.delete(name),
    set(name: string, value: string, options: CookieOptions = {}) {
      if (options.maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    },
  };
}
