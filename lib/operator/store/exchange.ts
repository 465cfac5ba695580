import { createHash } from "node:crypto";
import { systemClock, systemRandomness } from "@/lib/config";
import { call, isUniqueViolation, type Tx } from "@/lib/db";
import { invariant, newId, type Tiyn, tiyn } from "@/lib/kernel";
import { type Book, type DocumentKind, isDocumentKind } from "../core/book";
import type { Chain } from "../core/decide-chain";
import type { Refusal } from "../core/refusal";
import { type BlockCause, isBlockCause, isRegisterStatus, type RegisterStatus } from "../core/status";
import type { Accepted, Parent } from "../wire/decide-document";
import { bookFromJson, bookToJson } from "./book-json";
import { openToken, sealToken } from "./token";

/** A register as an exchange needs it. */
export type HeldRegister = {
  readonly tenantId: string;
  readonly id: number;
  readonly status: RegisterStatus;
  readonly blockReason: string | null;
  readonly blockCause: BlockCause | null;
  readonly registrationNumber: string;
  readonly factoryNumber: string;
  readonly chain: Chain;
  /** Encrypted anew with every move of the chain: whoever books names the place where he saw it. */
  readonly tokenCipher: string | null;
  /** The body answered to the last document, and the code in it. */
  readonly lastAnswer: Uint8Array | null;
  readonly lastResult: number;
  readonly documents: bigint;
  readonly lastDocumentId: string | null;
  readonly book: Book;
  readonly client: { readonly xin: string; readonly name: string; readonly address: string | null };
  readonly point: { readonly name: string; readonly address: string };
  /** The database's time; documents are received by it. */
  readonly now: Date;
};

type Row = {
  tenant_id: string;
  id: number;
  status: string;
  block_reason: string | null;
  block_cause: string | null;
  registration_number: string | null;
  factory_number: string;
  token_cipher: string | null;
  last_token_cipher: string | null;
  last_request_number: number | null;
  last_command: number | null;
  last_answer: string | null;
  last_result: number;
  documents: number;
  last_document_id: string | null;
  counters: unknown;
  xin: string;
  client_name: string;
  client_address: string | null;
  point_name: string;
  locality: string;
  street: string;
  house: string;
  building: string | null;
  room: string | null;
  now: string;
};

/** Bytes as jsonb and json carry them. */
const toHex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;
const fromHex = (text: string): Uint8Array => Buffer.from(text.slice(2), "hex");

const chainOf = (row: Row): Chain => {
  const open = (cipher: string): number => openToken(row.tenant_id, row.id, fromHex(cipher));
  const { last_token_cipher: last, last_request_number: requestNumber, last_command: command } = row;
  return {
    issued: row.token_cipher ? open(row.token_cipher) : null,
    last: last && requestNumber !== null && command !== null ? { token: open(last), requestNumber, command } : null,
  };
};

const isNumberOfOurs = (id: number): boolean => id >= 1 && id <= 0x7fff_ffff;

/** Finds a register by its number on the wire and holds it until the transaction ends, or null where there is none. */
export async function holdRegister(tx: Tx, id: number): Promise<HeldRegister | null> {
  if (!isNumberOfOurs(id)) return null;
  const rows = await tx.$queryRaw<
    { found: Row | null }[]
  >`SELECT operator.exchange_register(${id}::integer, true) AS found`;
  return rows[0]?.found ? heldFrom(rows[0].found) : null;
}

/** Finds a register by its number on the wire without holding it. */
export async function seeRegister(id: number): Promise<HeldRegister | null> {
  const row = isNumberOfOurs(id) ? await call<Row | null>("system", "operator.exchange_register", [id, false]) : null;
  return row && heldFrom(row);
}

function heldFrom(row: Row): HeldRegister {
  invariant(isRegisterStatus(row.status), "a stored status is in the table");
  const { locality, street, house, building, room } = row;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    status: row.status,
    blockReason: row.block_reason,
    blockCause: row.block_cause !== null && isBlockCause(row.block_cause) ? row.block_cause : null,
    registrationNumber: row.registration_number ?? "",
    factoryNumber: row.factory_number,
    chain: chainOf(row),
    tokenCipher: row.token_cipher,
    lastAnswer: row.last_answer === null ? null : fromHex(row.last_answer),
    lastResult: row.last_result,
    documents: BigInt(row.documents),
    lastDocumentId: row.last_document_id,
    book: bookFromJson(row.counters),
    client: { xin: row.xin, name: row.client_name, address: row.client_address },
    point: {
      name: row.point_name,
      address: [locality, street, house, building, room].filter(Boolean).join(", "),
    },
    now: new Date(row.now),
  };
}

/** Notes that a register spoke. */
export async function noteSeen(tx: Tx, held: HeldRegister): Promise<void> {
  await tx.$executeRaw`UPDATE operator.register SET seen_at = ${held.now}
    WHERE tenant_id = ${held.tenantId}::uuid AND id = ${held.id}`;
}

type ParentRow = { id: string; kind: string; date_time: Date; total_tiyn: bigint; returned_tiyn: bigint };

/** Finds the receipt that a return names, in the book of the same client, with what was returned of it so far. */
export async function findParent(
  tx: Tx,
  held: HeldRegister,
  named: { readonly number: string; readonly registrationNumber: string; readonly offline: boolean },
): Promise<Parent> {
  const mustBeKnown = !named.offline && named.registrationNumber === held.registrationNumber;
  const number = /^\d{1,18}$/.test(named.number) ? named.number : "0";
  // Two registers of a client may take back the same receipt at once: one after the other.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`operator.return/${held.tenantId}/${number}`}, 0))::text`;
  const rows = await tx.$queryRaw<ParentRow[]>`
    SELECT d.id, d.kind, d.date_time, d.total_tiyn, (
        SELECT coalesce(sum(b.total_tiyn), 0)::bigint FROM operator.document b
        WHERE b.tenant_id = d.tenant_id AND b.parent_document_id = d.id) AS returned_tiyn
    FROM operator.document d
    JOIN operator.register r ON r.tenant_id = d.tenant_id AND r.id = d.register_id
    WHERE d.tenant_id = ${held.tenantId}::uuid AND r.registration_number = ${named.registrationNumber}
      AND (d.fiscal_sign = ${number} OR d.id IN (
        SELECT o.document_id FROM operator.offline_number o
        WHERE o.tenant_id = d.tenant_id AND o.register_id = d.register_id AND o.number = ${number}::bigint))
    LIMIT 1`;
  const row = rows[0];
  if (!row) return { known: false, mustBeKnown };
  const { id: documentId, kind, date_time: dateTime, total_tiyn: total, returned_tiyn: returned } = row;
  invariant(isDocumentKind(kind), "a stored kind is in the table");
  return { known: true, documentId, kind, dateTime, totalTiyn: tiyn(total), returnedTiyn: tiyn(returned) };
}

const SIGN_FIRST = 1_000_000_000n;
const SIGN_COUNT = 9_000_000_000n;
const SIGN_ATTEMPTS_MAX = 20;

/** The fiscal sign of a receipt: ten digits drawn from the document itself, so that nobody can count them off. */
function signOf(held: HeldRegister, wireBody: Uint8Array, attempt: number): string {
  const hash = createHash("sha256")
    .update(`${held.id}/${held.documents + 1n}/${attempt}/`)
    .update(wireBody)
    .digest();
  return String(SIGN_FIRST + (hash.readBigUInt64BE(0) % SIGN_COUNT));
}

/** A fiscal sign that no receipt has. */
async function freeSign(tx: Tx, held: HeldRegister, wireBody: Uint8Array): Promise<string> {
  for (let attempt = 0; attempt < SIGN_ATTEMPTS_MAX; attempt++) {
    const sign = signOf(held, wireBody, attempt);
    const taken = await tx.$queryRaw<unknown[]>`SELECT 1 FROM operator.document WHERE fiscal_sign = ${sign}`;
    if (taken.length === 0) return sign;
  }
  throw new Error("no free fiscal sign was found");
}

export type Booking = {
  readonly accepted: Accepted;
  readonly requestNumber: number;
  readonly command: number;
  readonly requestToken: number;
  readonly newToken: number;
  readonly body: unknown;
  /** The body's bytes as they came; the header's token is kept elsewhere, encrypted. */
  readonly wireBody: Uint8Array;
  /** Writes the answer's body, once the receipt has its sign. */
  answer(sign: string | null): Uint8Array;
};

const isTicket = (kind: DocumentKind): boolean => !["deposit", "withdrawal", "z_report"].includes(kind);

/** What `operator.book_document` writes, with the answer's body. */
function written(held: HeldRegister, booking: Booking, sign: string | null) {
  const { accepted, wireBody, requestNumber, command } = booking;
  const { kind, book } = accepted;
  const { tenantId, id: registerId, now } = held;
  const id = newId(systemClock, systemRandomness);
  const answer = booking.answer(sign);
  const sequence = Number(held.documents) + 1;
  const counters = bookToJson(book);
  const document = {
    ...{ id, sequence, kind, shift_number: accepted.shiftNumber, register_shift_number: accepted.registerShiftNumber },
    ...{ printed_number: accepted.printedNumber, request_number: requestNumber, date_time: accepted.dateTime },
    ...{ total_tiyn: accepted.totalTiyn, cash_after_tiyn: book.cashTiyn, fiscal_sign: sign, offline: accepted.offline },
    ...{ operator_code: accepted.operator?.code ?? null, operator_name: accepted.operator?.name ?? null },
    ...{ received_at: now, parent_document_id: accepted.parentId, wire_body: toHex(wireBody) },
  };
  const register = {
    ...{ documents: sequence, last_document_id: id, shift_number: book.shift.number, cash_tiyn: book.cashTiyn },
    ...{ shift_opened_at: book.shift.closedAt === null ? book.shift.openedAt : null, seen_at: now },
    token_cipher: toHex(sealToken(tenantId, registerId, booking.newToken)),
    last_token_cipher: toHex(sealToken(tenantId, registerId, booking.requestToken)),
    ...{ last_request_number: requestNumber, last_command: command, last_answer: toHex(answer) },
  };
  // Body and book are JSON already; each stands in its place as it is.
  const body = `${jsonOf(document).slice(0, -1)},"body":${jsonOf(booking.body)},"report":${kind === "z_report" ? counters : "null"}}`;
  const state = `${jsonOf(register).slice(0, -1)},"counters":${counters}}`;
  const offline = accepted.offlineNumber === null ? "" : `,"offline_number":${accepted.offlineNumber}`;
  return { answer, change: `{"document":${body},"register":${state}${offline}}` };
}

/** Books one document and moves the chain on, in the caller's transaction: both or neither. Gives back the answer's body. */
export async function bookDocument(tx: Tx, held: HeldRegister, booking: Booking): Promise<Uint8Array> {
  const sign = isTicket(booking.accepted.kind) ? await freeSign(tx, held, booking.wireBody) : null;
  const { answer, change } = written(held, booking, sign);
  const rows = await tx.$queryRaw<{ booked: boolean }[]>`
    SELECT operator.book_document(${held.tenantId}::uuid, ${held.id}::integer, ${held.tokenCipher}::bytea, ${change}::jsonb) AS booked`;
  invariant(rows[0]?.booked === true, "a register that is held stays where it was read");
  return answer;
}

/**
 * Books one document of a register that is not held. Null, and nothing is written: somebody was quicker, or the first sign drawn is
 * taken.
 */
export async function bookAtOnce(held: HeldRegister, booking: Booking): Promise<Uint8Array | null> {
  const sign = isTicket(booking.accepted.kind) ? signOf(held, booking.wireBody, 0) : null;
  const { answer, change } = written(held, booking, sign);
  const args = [held.tenantId, held.id, held.tokenCipher, change];
  try {
    return (await call<boolean>("system", "operator.book_document", args)) ? answer : null;
  } catch (thrown) {
    if (isUniqueViolation(thrown)) return null;
    throw thrown;
  }
}

export type Refused = {
  readonly version: number;
  readonly command: number;
  readonly requestNumber: number;
  readonly refusal: Refusal;
};

/** Refusals kept of a register: enough to see what is wrong, no more than a page. */
const REFUSALS_MAX = 200;

/** Keeps a refusal where the owner and the staff see it; the oldest beyond the bound go. */
export async function noteRefusal(tx: Tx, held: HeldRegister, refused: Refused): Promise<void> {
  const { version, command, requestNumber, refusal } = refused;
  await tx.$executeRaw`
    INSERT INTO operator.refusal (tenant_id, id, register_id, version, command, request_number, result_code, reason, at)
    VALUES (${held.tenantId}::uuid, ${newId(systemClock, systemRandomness)}::uuid, ${held.id}, ${version}, ${command},
      ${requestNumber}, ${refusal.resultCode}, ${refusal.reason}, ${held.now})`;
  await tx.$executeRaw`
    DELETE FROM operator.refusal r WHERE r.tenant_id = ${held.tenantId}::uuid AND r.register_id = ${held.id} AND r.id IN (
      SELECT o.id FROM operator.refusal o WHERE o.tenant_id = r.tenant_id AND o.register_id = r.register_id
      ORDER BY o.at DESC, o.id DESC OFFSET ${REFUSALS_MAX})`;
}

/** Moves the chain past a refused document, so that its repetition hears the same; the book stays as it was. */
export async function rememberRefusal(
  tx: Tx,
  held: HeldRegister,
  refused: Refused & { readonly requestToken: number; readonly newToken: number; readonly answer: Uint8Array },
): Promise<void> {
  const { tenantId, id } = held;
  await tx.$executeRaw`
    UPDATE operator.register SET
      token_cipher = ${Buffer.from(sealToken(tenantId, id, refused.newToken))},
      last_token_cipher = ${Buffer.from(sealToken(tenantId, id, refused.requestToken))},
      last_request_number = ${refused.requestNumber}, last_command = ${refused.command},
      last_answer = ${Buffer.from(refused.answer)}, last_result = ${refused.refusal.resultCode}
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}`;
}

/** Keeps the autonomous number by which a buyer holds the receipt, also when it is told only with a repeated request. */
export async function noteOfflineNumber(tx: Tx, held: HeldRegister, documentId: string, number: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO operator.offline_number (tenant_id, register_id, number, document_id, told_at)
    VALUES (${held.tenantId}::uuid, ${held.id}, ${number}, ${documentId}::uuid, ${held.now}) ON CONFLICT DO NOTHING`;
}

export type LastDocument = {
  readonly kind: string;
  readonly shiftNumber: number;
  readonly printedNumber: bigint | null;
  readonly sequence: bigint;
  readonly dateTime: Date;
  readonly totalTiyn: Tiyn;
  readonly fiscalSign: string | null;
  readonly requestNumber: number;
};

/** The document that was booked last, for a register that wants to know where we stand. */
export async function lastDocument(tx: Tx, held: HeldRegister): Promise<LastDocument | null> {
  if (!held.lastDocumentId) return null;
  const row = await tx.operatorDocument.findUnique({
    where: { tenantId_id: { tenantId: held.tenantId, id: held.lastDocumentId } },
    select: {
      ...{ kind: true, shiftNumber: true, registerShiftNumber: true, printedNumber: true, sequence: true },
      ...{ dateTime: true, totalTiyn: true, fiscalSign: true, requestNumber: true },
    },
  });
  invariant(row !== null, "the last document is in the book");
  return { ...row, shiftNumber: row.registerShiftNumber ?? row.shiftNumber, totalTiyn: tiyn(row.totalTiyn) };
}

/** A request's body for the book: bigints as texts, bytes in base64. */
const jsonOf = (body: unknown): string =>
  JSON.stringify(body, (_, value) => {
    if (typeof value === "bigint") return value.toString();
    return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
  });
