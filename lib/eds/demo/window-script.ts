import type { KeyView, View } from "./desk";

/** What the page hands to its script. */
export type Boot = {
  readonly channel: string;
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
};

/**
 * The script of the small window. It is written out into the page as it stands here, so it must use nothing from outside
 * itself. Texts arrive in `boot`; everything shown is set as text, never as markup.
 */
export function windowScript(boot: Boot): void {
  const find = <T extends HTMLElement>(id: string): T => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`no ${id}`);
    return found as T;
  };
  const text = (name: string): string => boot.texts[name] ?? name;
  const make = (tag: string, className: string, content?: string): HTMLElement => {
    const element = document.createElement(tag);
    element.className = className;
    if (content !== undefined) element.textContent = content;
    return element;
  };
  let view: View = { waiting: null, keys: [] };
  let chosen = "";
  let done = false;
  let making = false;
  let made = "";

  const post = async (path: string, body: object): Promise<Record<string, unknown> | null> => {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-window-key": boot.key },
      body: JSON.stringify(body),
    });
    return answer.ok ? await answer.json() : null;
  };
  const say = (message: string) => {
    find("error").textContent = message;
    find("error").hidden = message === "";
  };

  const keyLine = (key: KeyView): HTMLElement => {
    const line = make("label", "key");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "key";
    radio.value = key.id;
    radio.checked = key.id === chosen;
    radio.addEventListener("change", () => {
      chosen = key.id;
      find<HTMLInputElement>("path").value = key.file;
      find<HTMLInputElement>("password").focus();
    });
    const words = make("span", "words");
    words.append(make("span", "who", key.organization ?? key.person));
    const role = text(key.purpose === "auth" ? "roleAuth" : `role_${key.role}`);
    const number = key.bin ? `${text("bin")} ${key.bin}` : `${text("iin")} ${key.iin}`;
    words.append(make("span", "what", [key.organization ? key.person : "", role].filter(Boolean).join(", ")));
    words.append(make("span", "number", `${number} · ${key.file}`));
    line.append(radio, words);
    if (key.state !== "good") line.append(make("span", "state", text(`state_${key.state}`)));
    return line;
  };

  const draw = () => {
    const { waiting, keys } = view;
    document.body.dataset.state = done ? "done" : waiting ? "asked" : "idle";
    find("origin").textContent = waiting?.origin ?? text("program");
    find("items").replaceChildren(
      ...(waiting?.items ?? []).map((item) => {
        const line = make("li", "item", item.words ?? text("document"));
        if (!item.words) line.append(make("span", "hash", (item.sha256.match(/.{4}/g) ?? []).slice(0, 4).join(" ")));
        return line;
      }),
    );
    if (keys.some((key) => key.id === made)) {
      chosen = made;
      made = "";
    }
    if (!keys.some((key) => key.id === chosen)) chosen = keys[0]?.id ?? "";
    find("keys").replaceChildren(...keys.map(keyLine));
    find<HTMLInputElement>("path").value = keys.find((key) => key.id === chosen)?.file ?? "";
    find("none").hidden = keys.length > 0;
    document.querySelector(".key:has(:checked)")?.scrollIntoView({ block: "nearest" });
  };

  const events = new EventSource(`/window/events?channel=${boot.channel}&key=${encodeURIComponent(boot.key)}`);
  events.onmessage = (event) => {
    const known = view.keys.map((key) => key.id);
    view = JSON.parse(event.data);
    // A key made here is chosen at the very moment it appears, so that nobody signs with the one chosen before.
    if (making) made = view.keys.find((key) => !known.includes(key.id))?.id ?? made;
    if (view.waiting) done = false;
    draw();
    if (view.waiting) find<HTMLInputElement>("password").focus();
  };
  events.onerror = () => say(text("lost"));
  events.onopen = () => say("");

  const finish = () => {
    done = true;
    draw();
    events.close();
    setTimeout(() => window.close(), 300);
  };

  find("sign").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { waiting } = view;
    if (!waiting) return;
    if (!chosen) return say(text("chooseKey"));
    const password = find<HTMLInputElement>("password");
    const answer = await post("/window/sign", {
      channel: boot.channel,
      id: waiting.id,
      keyId: chosen,
      password: password.value,
    });
    password.value = "";
    if (answer?.outcome === "signed") return finish();
    say(text(answer?.outcome === "wrong_password" ? "wrongPassword" : "gone"));
    password.focus();
  });
  find("cancel").addEventListener("click", async () => {
    if (view.waiting) await post("/window/cancel", { channel: boot.channel, id: view.waiting.id });
    finish();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") find("cancel").click();
  });

  const kind = () => (find<HTMLInputElement>("kindCompany").checked ? "company" : "entrepreneur");
  const showKind = () => {
    const isCompany = kind() === "company";
    find("organizationField").hidden = !isCompany;
    find<HTMLInputElement>("organization").required = isCompany;
  };
  for (const id of ["kindCompany", "kindEntrepreneur"]) find(id).addEventListener("change", showKind);
  find("make").addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = (id: string) => find<HTMLInputElement>(id).value;
    const button = find<HTMLButtonElement>("makeButton");
    button.disabled = true;
    making = true;
    const answer = await post(`/window/${kind()}`, {
      ...{ surname: value("surname"), givenName: value("givenName"), patronymic: value("patronymic") },
      ...{ email: value("email"), city: value("city"), algorithm: find<HTMLSelectElement>("algorithm").value },
      ...(kind() === "company" ? { organization: value("organization") } : {}),
    });
    button.disabled = false;
    making = false;
    say(answer ? "" : text("notMade"));
    if (!answer) return;
    if (!view.keys.some((key) => key.id === chosen && key.id === answer.id)) made = String(answer.id);
    draw();
    find<HTMLDetailsElement>("maker").open = false;
    find<HTMLInputElement>("password").focus();
  });
  find("fault").addEventListener("submit", async (event) => {
    event.preventDefault();
    const fault = find<HTMLSelectElement>("faultKind").value;
    const answer = await post("/window/fault", { channel: boot.channel, fault });
    find("faultTold").textContent = text(answer ? "faultTold" : "lost");
  });
  showKind();
}
