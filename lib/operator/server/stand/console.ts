import { SYSTEM_ACTOR } from "@/lib/audit";
import type { Command } from "@/lib/cpcr";
import { formatDecimal, present } from "@/lib/kernel";
import { BLOCK_CAUSES, isBlockCause } from "../../core/status";
import { issueToken } from "../../ops/issue-token";
import { blockRegister, deregister, type StaffCtx, unblockRegister } from "../../ops/staff";
import { registerById } from "../../queries/registers";
import { addStandRegister, type StandRegister, standClient, standCtx, standRegisters } from "./demo-register";
import { FAULT_FORMS, parseFault } from "./faults";
import type { Stand } from "./stand";

const COMMANDS: readonly Command[] = [
  ...(["COMMAND_SYSTEM", "COMMAND_TICKET", "COMMAND_CLOSE_SHIFT", "COMMAND_REPORT", "COMMAND_NOMENCLATURE"] as const),
  ...(["COMMAND_INFO", "COMMAND_MONEY_PLACEMENT", "COMMAND_AUTH"] as const),
];

export const HELP = `faults (one a line):
  next <fault>            the next message meets it
  always <fault>          every message meets it
  reject <command> <code> a command is refused: ${COMMANDS.map((name) => name.slice(8)).join(", ")}
  heal                    no faults, nothing rejected
  <fault> is one of:      ${FAULT_FORMS.join(", ")}
registers (the first one where no id is given):
  registers               who may speak here, with the token that comes next
  add                     one more register
  token [id]              a new token; the one before stops working
  block [id] [cause]      ${BLOCK_CAUSES.join(", ")}
  unblock [id]            lift the block
  deregister [id]         off the books, for good
  state [id]              shift, cash, documents
what the protocol leaves open:
  set refusals forgotten|remembered|rotating
  set offline-period demanded|free
  set domain demanded|free
  set report-token demanded|free
  set code-18 barcode_unknown|unused
  set last-document told|kept
other:
  brief on|off            show headers only
  help
  quit`;

const staff: StaffCtx = { actor: SYSTEM_ACTOR, actorName: "stand", requestId: "" };

/** What a register must be told to speak here. */
export const registerLines = ({ id, token, registrationNumber, factoryNumber }: StandRegister): string =>
  `register ${id}  token ${token}  registration number ${registrationNumber}  factory number ${factoryNumber}  BIN ${standClient.xin}`;

/** Finds the register that a line means: by id, or the first one. */
async function chosen(word: string | undefined): Promise<StandRegister | null> {
  const all = await standRegisters();
  return (word && /^\d+$/.test(word) ? all.find(({ id }) => id === Number(word)) : all[0]) ?? null;
}

const told = (result: { ok: true } | { ok: false; error: { code: string } }, done: string): string =>
  result.ok ? done : `no: ${result.error.code}`;

async function stateOf({ tenantId, id }: StandRegister): Promise<string> {
  const { status, blockReason, shift, cashTiyn, documents } = present(await registerById(tenantId, id), "it is here");
  const standing = shift ? `shift ${shift.number} ${shift.open ? "open" : "closed"}` : "no shift";
  const why = blockReason ? ` (${blockReason})` : "";
  return `register ${id}: ${status}${why}, ${standing}, cash ${formatDecimal(cashTiyn)}, ${documents} documents`;
}

/** Turns one open point of the protocol; null where there is no such point or position. */
function turned(stand: Stand, [point, position]: readonly string[]): Stand["policy"] | null {
  const { policy } = stand;
  const either = (yes: string, no: string): boolean | null =>
    position === yes ? true : position === no ? false : null;
  const flag = (
    name: "demandOfflinePeriod" | "demandDomain" | "demandReportToken" | "tellLastDocument",
    value: boolean | null,
  ) => (value === null ? null : { ...policy, [name]: value });
  switch (point) {
    case "refusals":
      return position === "forgotten" || position === "remembered" || position === "rotating"
        ? { ...policy, refusals: position }
        : null;
    case "offline-period":
      return flag("demandOfflinePeriod", either("demanded", "free"));
    case "domain":
      return flag("demandDomain", either("demanded", "free"));
    case "report-token":
      return flag("demandReportToken", either("demanded", "free"));
    case "last-document":
      return flag("tellLastDocument", either("told", "kept"));
    case "code-18":
      return position === "barcode_unknown" || position === "unused" ? { ...policy, code18: position } : null;
    default:
      return null;
  }
}

function setFault(stand: Stand, verb: "next" | "always", words: readonly string[]): string {
  const fault = parseFault(words);
  if (!fault) return `no such fault; one of: ${FAULT_FORMS.join(", ")}`;
  if (verb === "next") stand.next.push(fault);
  else stand.always = fault;
  return `${verb}: ${words.join(" ")}`;
}

function reject(stand: Stand, [name = "", code = ""]: readonly string[]): string {
  const command = COMMANDS.find((one) => one.slice(8) === name.toUpperCase());
  if (!command || !/^\d{1,3}$/.test(code)) return "reject <command> <code>";
  stand.rejected.set(command, Number(code));
  return `${name.toUpperCase()} is refused with ${code}`;
}

function heal(stand: Stand): string {
  stand.always = null;
  stand.next.length = 0;
  stand.rejected.clear();
  return "healed";
}

async function ofRegister(verb: string, words: readonly string[]): Promise<string> {
  const register = await chosen(words[0]);
  if (!register) return "there is no such register here";
  const { id: registerId, tenantId } = register;
  if (verb === "state") return stateOf(register);
  if (verb === "unblock")
    return told(await unblockRegister(staff, { registerId }), `register ${registerId} works again`);
  const reason = standClient.blocked;
  if (verb === "deregister")
    return told(await deregister(staff, { registerId, reason }), `register ${registerId} is off the books`);
  if (verb === "block") {
    const cause = words.find(isBlockCause) ?? "violation";
    return told(
      await blockRegister(staff, { registerId, cause, reason }),
      `register ${registerId} is blocked: ${cause}`,
    );
  }
  const issued = await issueToken(standCtx(tenantId), { registerId });
  return issued.ok ? `register ${registerId}  token ${issued.value.token}` : `no: ${issued.error.code}`;
}

/** Does what one line says and answers in words. */
export async function execute(stand: Stand, line: string): Promise<string> {
  const [verb = "", ...words] = line.trim().split(/\s+/);
  switch (verb) {
    case "next":
    case "always":
      return setFault(stand, verb, words);
    case "reject":
      return reject(stand, words);
    case "heal":
      return heal(stand);
    case "set": {
      const policy = turned(stand, words);
      if (!policy) return "no such setting; see help";
      stand.policy = policy;
      return `set: ${words.join(" ")}`;
    }
    case "brief":
      stand.isBrief = words[0] !== "off";
      return stand.isBrief ? "headers only" : "whole messages";
    case "registers":
      return (await standRegisters()).map(registerLines).join("\n");
    case "add":
      return registerLines(await addStandRegister());
    case "token":
    case "block":
    case "unblock":
    case "deregister":
    case "state":
      return ofRegister(verb, words);
    default:
      return HELP;
  }
}
