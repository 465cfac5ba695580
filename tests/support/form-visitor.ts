/** A visitor without scripts: opens pages, keeps cookies, sends the forms that are on them. One browser, any number of origins. */
export class FormVisitor {
  readonly #cookies = new Map<string, string>();

  async open(address: string): Promise<{ status: number; path: string; text: string }> {
    for (let at = address, hops = 0; ; hops++) {
      const answer = await this.#send(at, {});
      const onwards = answer.headers.get("location");
      if (!onwards || hops > 5) return { status: answer.status, path: new URL(at).pathname, text: await answer.text() };
      at = new URL(onwards, at).href;
    }
  }

  /** Fills in the form that has the named field, and sends it as a browser without scripts does. */
  async send(
    address: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<{ status: number; path: string; text: string }> {
    const page = await this.open(address);
    const [first = ""] = Object.keys(fields);
    const form = [...page.text.matchAll(/<form[\s\S]*?<\/form>/g)]
      .map(([whole]) => whole)
      .find((whole) => whole.includes(`name="${first}"`));
    if (!form) throw new Error(`${address} has no form with ${first}`);
    const body = new FormData();
    for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const attribute = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
      body.set(attribute("name"), attribute("value"));
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await this.#send(address, { method: "POST", body });
    const onwards = answer.headers.get("location");
    if (onwards) return this.open(new URL(onwards, address).href);
    return { status: answer.status, path: new URL(address).pathname, text: await answer.text() };
  }

  async #send(address: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const origin = new URL(address).origin;
    const answer = await fetch(address, { ...init, redirect: "manual", headers: { cookie, origin } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

const unescaped = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
