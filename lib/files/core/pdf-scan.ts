/** What was found wrong in a PDF, or null. `active` covers scripts, attachments, actions at opening and encryption. */
export type PdfFault = "malformed" | "active" | null;

/** Unpacks a Flate stream; null when it is broken or grows past what a document needs. */
export type Inflate = (bytes: Uint8Array) => Uint8Array | null;

/** Names that make a viewer run, open or send something, or that carry another file inside. */
const FORBIDDEN = new Set([
  "JS",
  "JavaScript",
  "AA",
  "Launch",
  "EmbeddedFile",
  "EmbeddedFiles",
  "FileAttachment",
  "RichMedia",
  "Rendition",
  "Movie",
  "XFA",
  "SubmitForm",
  "ImportData",
  "GoToE",
  "GoToR",
  "Encrypt",
]);

const WHITESPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([..."()<>[]{}/%"].map((sign) => sign.charCodeAt(0)));
const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && !WHITESPACE.has(byte) && !DELIMITERS.has(byte);
const code = (sign: string): number => sign.charCodeAt(0);

/** `5 0 obj` inside a stream or a text is an object in hiding: the cross-reference table could point straight at it. */
const HIDDEN_OBJECT = /\d{1,10}\s+\d{1,5}\s+obj\b/;

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** The names of a dictionary that decide how its stream is read. */
type StreamFacts = { objectStream: boolean; filters: string[]; predicted: boolean };

/** One walk over PDF syntax. It reads every token, so that nothing is hidden in a comment, a text or an odd spelling. */
class Walk {
  private at = 0;
  private readonly names: string[] = [];
  private lastName = "";

  constructor(
    private readonly bytes: Uint8Array,
    private readonly inflate: Inflate,
  ) {}

  run(): PdfFault {
    while (this.at < this.bytes.length) {
      const fault = this.token();
      if (fault) return fault;
    }
    return null;
  }

  private token(): PdfFault {
    const byte = this.bytes[this.at];
    if (byte === code("%")) return this.comment();
    if (byte === code("/")) return this.name();
    if (byte === code("(")) return this.text();
    if (byte === code("[")) {
      this.lastName = this.lastName === "OpenAction" ? "" : this.lastName; // a destination, which only scrolls
      this.at++;
      return null;
    }
    if (isRegular(byte)) return this.word();
    this.at++;
    return null;
  }

  private comment(): PdfFault {
    while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++;
    return null;
  }

  private name(): PdfFault {
    const pending = this.lastName;
    const start = ++this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    const name = latin(this.bytes.subarray(start, this.at)).replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (FORBIDDEN.has(name) || pending === "OpenAction") return "active";
    this.names.push(name);
    this.lastName = name;
    return null;
  }

  private text(): PdfFault {
    const start = this.at++;
    for (let depth = 1; depth > 0; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return "malformed";
      if (byte === code("\\")) this.at++;
      else if (byte === code("(")) depth++;
      else if (byte === code(")")) depth--;
    }
    return HIDDEN_OBJECT.test(latin(this.bytes.subarray(start, this.at))) ? "active" : null;
  }

  private word(): PdfFault {
    const start = this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    const word = latin(this.bytes.subarray(start, this.at));
    // `/OpenAction 5 0 R` and `/OpenAction << … >>` are actions; only `/OpenAction [page …]` is a place to scroll to.
    if (this.lastName === "OpenAction") return "active";
    if (word === "obj" || word === "endobj") this.names.length = 0;
    if (word !== "stream") return null;
    return this.stream();
  }

  private facts(): StreamFacts {
    const filters = this.names.filter((name) => /Decode$|^(Fl|LZW|AHx|A85|RL)$/.test(name));
    return {
      objectStream: this.names.includes("ObjStm"),
      filters,
      predicted: this.names.includes("Predictor"),
    };
  }

  private stream(): PdfFault {
    const facts = this.facts();
    this.names.length = 0;
    if (this.bytes[this.at] === 13) this.at++;
    if (this.bytes[this.at] === 10) this.at++;
    const end = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length).indexOf("endstream", this.at);
    if (end < 0) return "malformed";
    const content = this.bytes.subarray(this.at, end);
    this.at = end + "endstream".length;
    if (HIDDEN_OBJECT.test(latin(content))) return "active";
    return facts.objectStream ? this.objects(content, facts) : null;
  }

  /** Objects packed into a stream are read like the rest. A packing that we cannot undo hides them, so it is refused. */
  private objects(content: Uint8Array, facts: StreamFacts): PdfFault {
    if (facts.filters.length === 0) return new Walk(content, this.inflate).run();
    const [filter, another] = facts.filters;
    if (another || facts.predicted || (filter !== "FlateDecode" && filter !== "Fl")) return "active";
    const unpacked = this.inflate(content);
    return unpacked ? new Walk(unpacked, this.inflate).run() : "malformed";
  }
}

/** Looks through a whole PDF for anything that a viewer would run, open or unpack. */
export function scanPdf(bytes: Uint8Array, inflate: Inflate): PdfFault {
  if (latin(bytes.subarray(0, 5)) !== "%PDF-") return "malformed";
  if (!latin(bytes.subarray(-2048)).includes("%%EOF")) return "malformed";
  return new Walk(bytes, inflate).run();
}
