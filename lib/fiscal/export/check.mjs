#!/usr/bin/env node
// Checks an exported journal of a cash register without us: no network, no database, nothing but Node 20 or newer.
//
//   node check.mjs journal.jsonl
//
// Every line is one record. A record's hash is SHA-256 over the hash of the record before it and the record's own canonical text
// (JSON with sorted keys and no spaces), so that a changed byte breaks the line it is in. The program names the first document
// that is not as it was written, and ends with 1; with 0 if all is well. A daily head that you kept from an earlier day can be
// compared with what it prints: if the hash of that day differs, the whole journal was written anew since.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

/** The one text of a value: keys sorted, no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** A line as a value, or null where it is not the canonical text of one. */
function read(line) {
  try {
    const value = JSON.parse(line);
    return canonical(value) === line && value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** Walks the records; remembers what is known of documents, so that a damaged line can still be named. */
class Walk {
  #hash;
  #seq;
  /** The last document of the part so far, 0 before the first. */
  #last = 0;
  #numbers;
  #sealed = new Map();

  constructor({ start, earlier }) {
    this.#hash = start.hash;
    this.#seq = start.seq;
    this.#numbers = new Map(Object.entries(earlier));
  }

  /** What is wrong with a line, or null. */
  fault(line) {
    const value = read(line);
    const record = value?.record;
    const fits =
      record !== undefined &&
      value.seq === this.#seq + 1 &&
      sha256(this.#hash + canonical({ entry: value.entry, record, seq: value.seq })) === value.hash;
    const number = fits ? this.#concerned(value) : this.#named(line, value);
    if (!fits) return { number, what: `the record ${this.#seq + 1} is not as it was written` };
    if (number !== value.document) return { number, what: `the record ${value.seq} is filed under another document` };
    if (value.entry === "document") {
      if (this.#last !== 0 && number !== this.#last + 1)
        return { number, what: "its number does not follow the one before" };
      this.#last = number;
    }
    this.#hash = value.hash;
    this.#seq = value.seq;
    return null;
  }

  get end() {
    return { seq: this.#seq, hash: this.#hash };
  }

  /** The document that a sound record concerns. */
  #concerned({ entry, record }) {
    if (entry === "document") {
      this.#numbers.set(record.id, record.number);
      return record.number;
    }
    if (entry === "seal") this.#sealed.set(record.id, record.documentId);
    const id = entry === "attempt" ? this.#sealed.get(record.sealId) : record.documentId;
    return this.#numbers.get(id) ?? null;
  }

  /** The document that a damaged line concerns, as far as what is left of it tells. */
  #named(line, value) {
    if (Number.isSafeInteger(value?.document)) return value.document;
    const written = /"document":(\d+)/.exec(line)?.[1];
    if (written) return Number(written);
    const known = [...this.#numbers].find(([id]) => line.includes(id));
    return known?.[1] ?? (Number(/"number":(\d+)/.exec(line)?.[1]) || this.#last || null);
  }
}

/** Checks an export, given as its text. Answers what it is and the first fault, or null. */
export function check(text) {
  const lines = text.split("\n");
  const head = read(lines[0] ?? "");
  if (head?.entry !== "head" || head.format !== 1 || !head.start || !head.earlier)
    return { fault: { number: null, what: "the first line, which describes the export, is not as it was written" } };
  const walk = new Walk(head);
  const last = lines.findLastIndex((line) => line !== "");
  let documents = 0;
  for (const line of lines.slice(1, last)) {
    const fault = walk.fault(line);
    if (fault) return { head, fault };
    if (line.startsWith('{"document"') && line.includes('"entry":"document"')) documents += 1;
  }
  const end = read(lines[last]);
  if (end?.entry !== "end") {
    const fault = walk.fault(lines[last]);
    return { head, fault: fault ?? { number: null, what: "the last line is gone: the file was cut" } };
  }
  const whole = `${lines.slice(0, last).join("\n")}\n`;
  if (end.lines !== last || end.sha256 !== sha256(whole) || text !== `${whole}${lines[last]}\n`)
    return {
      head,
      fault: { number: null, what: "the first or the last line, which describe the export, were altered" },
    };
  return { head, documents, end: walk.end, fault: null };
}

function main([file = "journal.jsonl"]) {
  const { head, documents, end, fault } = check(readFileSync(file, "utf8"));
  if (fault) {
    console.log(`✗ ${fault.number === null ? "" : `document № ${fault.number}: `}${fault.what}`);
    return 1;
  }
  const { register, from, to, journal } = head;
  console.log(`✓ ${register.sellerName}, register ${register.registrationNumber}, ${from} to ${to}`);
  console.log(`  ${documents} documents, records ${head.start.seq + 1} to ${end.seq}, hash ${end.hash}`);
  console.log(`  the whole journal ends at ${journal.seq}, hash ${journal.hash}`);
  for (const day of head.heads.slice(-7)) console.log(`  head of ${day.day}: ${day.seq} ${day.hash}`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = main(process.argv.slice(2));
