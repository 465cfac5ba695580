import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { bodyWithin } from "@/lib/config";
import { isLocale, localeFromHeader } from "@/lib/i18n";
import { type Desk, FAULTS, NEW_KEYS, type View } from "./desk";
import type { DemoKey } from "./folder";
import { respondAuthority, type ServiceState } from "./services";
import { windowPage } from "./window";

export type Visit = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly desk: Desk;
  /** A word that only pages served by this process know: a foreign page cannot speak for the window. */
  readonly key: string;
  readonly state: { readonly lists: ServiceState; readonly ocsp: ServiceState };
  /** A window that showed this call has ended its stream. */
  readonly windowGone: (channel: string, shownId: string | null) => void;
};

const BODY_BYTES_MAX = 10_000;
const CHANNEL = /^[A-Za-z0-9_-]{0,64}$/;

/** Answers one web request to the stand-in. */
export async function respond(visit: Visit): Promise<void> {
  const { request, response } = visit;
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const name = `${request.method} ${url.pathname}`;
  if (!isAddressedToUs(request)) end(response, 421);
  else if (await respondAuthority(servicesOf(visit))) return;
  else if (name === "GET /window") sendWindow(visit, url);
  else if (name === "GET /window/events" && url.searchParams.get("key") === visit.key) sendEvents(visit, url);
  else if (request.method !== "POST") end(response, 404);
  else if (!speaksForWindow(visit)) end(response, 403);
  else await obey(visit, url.pathname);
}

async function obey(visit: Visit, path: string): Promise<void> {
  try {
    await act(visit, path);
  } catch (thrown) {
    if (!(thrown instanceof z.ZodError)) throw thrown;
    end(visit.response, 400);
  }
}

/** A name that merely resolves to this machine is a trick of a foreign page. */
const isAddressedToUs = ({ headers: { host = "" }, socket }: IncomingMessage): boolean =>
  [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`].includes(host);

function speaksForWindow({ request, key }: Visit): boolean {
  const given = Buffer.from(String(request.headers["x-window-key"] ?? ""));
  const wanted = Buffer.from(key);
  const { origin, host } = request.headers;
  return origin === `http://${host}` && given.length === wanted.length && timingSafeEqual(given, wanted);
}

const servicesOf = ({ request, response, desk, state }: Visit) => ({
  ...{ request, response, authority: desk.authority, now: desk.clock.now() },
  ...state,
});

function sendWindow({ request, response, key }: Visit, url: URL): void {
  const asked = url.searchParams.get("lang");
  const locale = isLocale(asked) ? asked : localeFromHeader(request.headers["accept-language"] ?? null);
  const channel = channelIn(url);
  const { html, policy } = windowPage({ locale, channel, key });
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  response.end(html);
}

const channelIn = (url: URL): string => {
  const channel = url.searchParams.get("channel") ?? "";
  return CHANNEL.test(channel) ? channel : "";
};

function sendEvents({ response, desk, windowGone }: Visit, url: URL): void {
  const channel = channelIn(url);
  let shownId: string | null = null;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const stop = desk.watch(channel, (view: View) => {
    shownId = view.waiting?.id ?? null;
    response.write(`data: ${JSON.stringify(view)}\n\n`);
  });
  response.on("close", () => {
    stop();
    windowGone(channel, shownId);
  });
}

const name = z.string().trim().min(1).max(60);
const optional = z
  .string()
  .trim()
  .max(60)
  .transform((value) => value || null);
const person = {
  surname: name.transform((value) => value.toUpperCase()),
  givenName: name.transform((value) => value.toUpperCase()),
  patronymic: optional.transform((value) => value?.toUpperCase() ?? null),
  email: z.union([z.literal("").transform(() => null), z.email().max(60)]),
  city: name.transform((value) => value.toUpperCase()),
  algorithm: z.enum(NEW_KEYS).default("gost2015"),
};
const channel = z.string().regex(CHANNEL);
const signOrder = z.object({ channel, id: z.string(), keyId: z.string(), password: z.string().max(200) });
const cancelOrder = z.object({ channel, id: z.string() });
const faultOrder = z.object({ channel, fault: z.enum(FAULTS) });
const companyOrder = z.object({ ...person, organization: z.string().trim().min(1).max(120) });
const entrepreneurOrder = z.object(person);

/** Acts of the person in the window. What does not fit the schema is refused without a word: our own page sends it right. */
async function act({ request, response, desk }: Visit, path: string): Promise<void> {
  const body = await readJson(request);
  if (path === "/window/sign") {
    const order = signOrder.parse(body);
    json(response, { outcome: desk.sign(order.channel, order.id, order.keyId, order.password) });
  } else if (path === "/window/cancel") {
    const order = cancelOrder.parse(body);
    desk.cancel(order.channel, order.id);
    json(response, { outcome: "cancelled" });
  } else if (path === "/window/fault") {
    const order = faultOrder.parse(body);
    desk.misbehave(order.channel, order.fault);
    json(response, { outcome: "told" });
  } else if (path === "/window/company") {
    sendKey(response, desk, await desk.authority.addCompany(companyOrder.parse(body)));
  } else if (path === "/window/entrepreneur") {
    sendKey(response, desk, await desk.authority.addEntrepreneur(entrepreneurOrder.parse(body)));
  } else end(response, 404);
}

function sendKey(response: ServerResponse, desk: Desk, made: DemoKey): void {
  desk.tellAll();
  json(response, { id: made.id });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await bodyWithin(request, BODY_BYTES_MAX);
  try {
    return body && JSON.parse(body.toString("utf8"));
  } catch {
    return null; // refused by the schema
  }
}

const json = (response: ServerResponse, body: object): void =>
  void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

const end = (response: ServerResponse, status: number): void => void response.writeHead(status).end();
