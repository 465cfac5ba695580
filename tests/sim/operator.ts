import {
  type CpcrRequest,
  decodeHeader,
  decodeRequest,
  encodeFrame,
  encodeResponse,
  type Frame,
  type ServiceResponse,
} from "@/lib/cpcr";
import type { Chance } from "./chance";
import type { Policy } from "./mix";

/** A document as the operator wrote it down. */
export type BookEntry = {
  readonly number: number;
  readonly kind: string;
  readonly totalTiyn: bigint;
  readonly at: number;
  readonly shiftNumber: number;
  readonly offlineNumber: number | null;
  readonly sign: string;
  readonly token: number;
  readonly requestNumber: number;
  /** Sums of the lines, payments and taxes as they came. */
  readonly content: string;
};

/** What the operator keeps of one register (ofd-protocol §2.4). */
export type Book = {
  readonly deviceId: number;
  issued: number;
  last: { readonly token: number; readonly number: number; readonly command: string; readonly body: Uint8Array } | null;
  blocked: number | null;
  readonly entries: BookEntry[];
  /** Documents that are refused whenever they come, until somebody puts right why. */
  readonly refused: Map<number, number>;
  /** Tokens that stopped counting because the owner asked for another one, and not because an answer brought the next. */
  readonly replaced: Set<number>;
  /** Frames that were refused: the very same frame is never taken later. */
  readonly refusedFrames: Map<string, number>;
};

/** Codes that refuse a document for what it says, those that stop for how it says it, and «try again». */
const CODES = [10, 11, 13, 14, 16, 17, 18, 19, 20, 100, 253, 3, 4, 5, 6, 7, 12, 254, 255] as const;
const PASSING = new Set([254, 255]);
/** From 2.0.4 on these say that the register is out of service, whatever it sends, until somebody opens it again. */
const SERVICE_ENDED = new Set([18, 19]);

/** A data operator with a naive book: a list of documents, one token, one remembered answer. */
export class Operator {
  readonly books = new Map<number, Book>();
  /** 8 and 9 prove that a register broke its chain: none may ever be given. */
  readonly broken: string[] = [];
  /** Chance that a valid document is refused with some code. */
  refusals: number;
  readonly #chance: Chance;
  readonly #policy: Policy;
  readonly #say: (line: string) => void;
  #tokens = 4_000_000_000;
  #signs = 9_000;

  constructor(chance: Chance, policy: Policy, refusals: number, say: (line: string) => void) {
    this.#chance = chance;
    this.#policy = policy;
    this.refusals = refusals;
    this.#say = say;
  }

  /** A register begins with the token that its owner typed in. */
  register(deviceId: number): number {
    const issued = this.#newToken();
    const nothing = {
      last: null,
      blocked: null,
      entries: [],
      refused: new Map(),
      refusedFrames: new Map(),
      replaced: new Set<number>(),
    };
    this.books.set(deviceId, { deviceId, issued, ...nothing });
    return issued;
  }

  /** The portal: the owner asks for another token. */
  resetToken(deviceId: number): number {
    const book = this.bookOf(deviceId);
    book.replaced.add(book.issued);
    book.issued = this.#newToken();
    this.#say(`operator: ${deviceId} has a fresh token ${book.issued}`);
    return book.issued;
  }

  bookOf(deviceId: number): Book {
    const book = this.books.get(deviceId);
    if (!book) throw new Error(`no register ${deviceId}`);
    return book;
  }

  /** One message in, one message out, or null where the connection is closed on it. */
  hear(bytes: Uint8Array): Uint8Array | null {
    const read = decodeHeader(bytes);
    if (!read.ok || read.value.size !== bytes.length) return null;
    const header = read.value;
    const decoded = decodeRequest(bytes.subarray(18));
    const answer = (code: number, token: number, body?: Uint8Array) => {
      this.#say(`operator: ${header.deviceId} ${command}#${header.requestNumber} t${header.token} → ${code} t${token}`);
      const result = { result_code: code, result_text: code === 0 ? "OK" : `code ${code}` };
      const told = body ?? encodeResponse({ command: decoded.ok ? decoded.value.command : "COMMAND_SYSTEM", result });
      return encodeFrame({ ...header, token, body: told });
    };
    const command = decoded.ok ? `${decoded.value.command}`.slice(8) : "?";
    if (!decoded.ok) return answer(3, header.token);
    const book = this.books.get(header.deviceId);
    if (!book) return answer(1, header.token);
    const document = documentOf(decoded.value);
    return document
      ? this.#document(book, header, decoded.value, document, answer)
      : this.#question(book, header, decoded.value, answer);
  }

  #document(
    book: Book,
    { token, requestNumber: number, version }: Pick<Frame, "token" | "requestNumber" | "version">,
    request: CpcrRequest,
    document: Omit<BookEntry, "sign" | "token" | "requestNumber">,
    answer: (code: number, token: number, body?: Uint8Array) => Uint8Array,
  ): Uint8Array {
    const { last } = book;
    const command = `${request.command}`;
    if (last && token === last.token && number === last.number) {
      if (command === last.command) return answer(0, book.issued, last.body);
      return this.#brokenChain(9, book, answer, token);
    }
    if (last && token === book.issued && number === last.number) return this.#brokenChain(8, book, answer, token);
    if (token !== book.issued || token === 0) return answer(2, token);
    if (book.blocked !== null) return answer(book.blocked, token);
    const frame = `${token}/${number}`;
    const code = book.refusedFrames.get(frame) ?? this.#refusalOf(book, document.number);
    if (version >= 204 && SERVICE_ENDED.has(code)) book.blocked = code;
    if (PASSING.has(code) || book.blocked !== null) return answer(code, token);
    if (code !== 0) {
      book.refusedFrames.set(frame, code);
      if (this.#policy.errorRotates) {
        // An answer that is lost now leaves the register with a token that is no longer known.
        book.replaced.add(book.issued);
        book.issued = this.#newToken();
      }
      const result = { result_code: code, result_text: `code ${code}` };
      const body = encodeResponse({ command: request.command, result });
      if (this.#policy.refusedRemembered) book.last = { token, number, command, body };
      return answer(code, book.issued, body);
    }
    const sign = `${++this.#signs}`;
    book.entries.push({ ...document, sign, token, requestNumber: number });
    book.issued = this.#newToken();
    const result = { result_code: 0, result_text: "OK" };
    const ticket = request.ticket ? { ticket: { ticket_number: sign } } : {};
    const body = encodeResponse({ command: request.command, result, ...ticket });
    book.last = { token, number, command, body };
    return answer(0, book.issued, body);
  }

  #question(
    book: Book,
    { token }: { readonly token: number },
    request: CpcrRequest,
    answer: (code: number, token: number, body?: Uint8Array) => Uint8Array,
  ): Uint8Array {
    if (request.command !== "COMMAND_REPORT" && (token !== book.issued || token === 0)) return answer(2, token);
    if (book.blocked !== null) return answer(book.blocked, token);
    if (request.command !== "COMMAND_INFO") return answer(0, book.issued);
    const result = { result_code: 0, result_text: "OK" };
    const service = { service: this.#told(book) };
    return answer(0, book.issued, encodeResponse({ command: request.command, result, ...service }));
  }

  /** What INFO tells of the last document. */
  #told({ entries }: Book): ServiceResponse {
    const last = entries.at(-1);
    const { infoReveals } = this.#policy;
    if (!last || infoReveals === "nothing") return {};
    const told = {
      last_document_info: { fr_shift_number: last.shiftNumber, printed_document_number: BigInt(last.number) },
    };
    if (infoReveals === "number") return told;
    const total = `${last.totalTiyn / 100n}.${`${last.totalTiyn % 100n}`.padStart(2, "0")}`;
    return {
      ...told,
      auxiliary: [
        { key: "last_document_ticket_number", value: last.sign },
        { key: "last_document_total", value: total },
      ],
    };
  }

  #refusalOf(book: Book, number: number): number {
    const known = book.refused.get(number);
    if (known !== undefined) return known;
    if (!this.#chance.whether(this.refusals)) return 0;
    const code = this.#chance.pick(CODES);
    if (!PASSING.has(code)) book.refused.set(number, code);
    return code;
  }

  #brokenChain(
    code: 8 | 9,
    book: Book,
    answer: (code: number, token: number) => Uint8Array,
    token: number,
  ): Uint8Array {
    this.broken.push(`${book.deviceId} was answered ${code}`);
    return answer(code, token);
  }

  #newToken(): number {
    this.#tokens += 1;
    if (this.#tokens > 4_294_967_295) this.#tokens = 1;
    return this.#tokens;
  }
}

const contentOf = (parts: readonly (string | number | bigint | undefined)[][]): string =>
  parts.map((part) => part.join(":")).join(" ");

/** The document inside a request, or null where it is a question. */
function documentOf(request: CpcrRequest): Omit<BookEntry, "sign" | "token" | "requestNumber"> | null {
  const { ticket, money_placement: cash, close_shift: close } = request;
  if (ticket) {
    const goods = (ticket.items ?? []).flatMap(({ commodity }) => (commodity ? [commodity] : []));
    return {
      number: Number(ticket.printed_document_number ?? 0n),
      kind: `${ticket.operation}`,
      totalTiyn: ticket.amounts.total,
      at: ticket.date_time.getTime(),
      shiftNumber: ticket.fr_shift_number ?? 0,
      offlineNumber: ticket.offline_ticket_number ?? null,
      content: contentOf([
        ...goods.map((line) => [line.sum, ...(line.taxes ?? []).map((tax) => tax.sum)]),
        (ticket.payments ?? []).flatMap((payment) => [payment.type, payment.sum]),
      ]),
    };
  }
  if (cash)
    return {
      number: Number(cash.printed_document_number ?? 0n),
      kind: `${cash.operation}`,
      totalTiyn: cash.sum,
      at: cash.datetime.getTime(),
      shiftNumber: cash.fr_shift_number ?? 0,
      ...{ offlineNumber: null, content: "" },
    };
  if (!close) return null;
  return {
    number: Number(close.printed_document_number ?? 0n),
    kind: "CLOSE_SHIFT",
    totalTiyn: revenueOf(close.z_report?.revenue),
    at: close.close_time.getTime(),
    shiftNumber: close.fr_shift_number ?? 0,
    ...{ offlineNumber: null, content: "" },
  };
}

const revenueOf = (revenue: { readonly sum: bigint; readonly is_negative: boolean } | undefined): bigint =>
  revenue ? (revenue.is_negative ? -revenue.sum : revenue.sum) : 0n;
