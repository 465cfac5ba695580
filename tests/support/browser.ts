import { NextRequest } from "next/server";
import { type FakeRequest, request } from "./next-headers";

export const ORIGIN = "http://localhost:3000";

type ServerAction<T> = (previous: { status: "idle" }, form: FormData | object) => Promise<T>;
type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/** Where a page or action led, or that it said there is no such thing. */
export type Led = { readonly redirect: string } | { readonly notFound: true };

const digestOf = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "digest" in thrown ? String(thrown.digest) : "";

function led(thrown: unknown): Led {
  const digest = digestOf(thrown);
  if (digest.startsWith("NEXT_REDIRECT;")) return { redirect: digest.split(";").slice(2, -2).join(";") };
  if (digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;404")) return { notFound: true };
  throw thrown;
}

/** A browser without a screen: keeps cookies and calls actions, pages and routes as Next would. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly sent: Readonly<Record<string, string>> = {}) {}

  #request(more: Readonly<Record<string, string>> = {}): FakeRequest {
    const base = {
      host: new URL(ORIGIN).host,
      origin: ORIGIN,
      "user-agent": "Firefox/130 Windows",
      "x-tiyn-address": "10.9.9.9",
    };
    return { cookies: this.cookies, headers: new Headers({ ...base, ...this.sent, ...more }) };
  }

  /** Calls a server action as its form would; a lead elsewhere is an answer too. */
  act<T>(action: ServerAction<T>, input: FormData | object = {}, headers?: Record<string, string>): Promise<T | Led> {
    return request.run(this.#request(headers), async () => action({ status: "idle" }, input)).catch(led);
  }

  /** Runs what a page would run. */
  visit<T>(page: () => Promise<T>, path = "/"): Promise<T | Led> {
    return request.run(this.#request({ "x-path": path }), async () => page()).catch(led);
  }

  /** Calls a route handler. */
  send(
    handler: Handler,
    path: string,
    options: {
      method?: string;
      params?: Record<string, string | string[]>;
      headers?: Record<string, string>;
      body?: BodyInit;
    } = {},
  ): Promise<Response> {
    const { method = "GET", params = {}, body } = options;
    const fake = this.#request(options.headers);
    const sent = new NextRequest(new URL(path, ORIGIN), { method, headers: fake.headers, body });
    return request.run(fake, () => handler(sent, { params: Promise.resolve(params) }));
  }
}

/** A form as a browser sends it; a list becomes several values of one name. */
export function formOf(fields: Readonly<Record<string, string | readonly string[] | File>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value as string | File]) form.append(name, one); // cast: lists were told apart
  return form;
}
