import type { RegisterAddress } from "../core/address";
import { type BlockCause, type OrganizationState, withOrganization } from "../core/blocks";
import { blocksAt, needsProlonging, type RegisterState } from "../core/guards";
import type { RegisterStatus } from "../core/status";
import { blockSet } from "../store/blocks";
import { storedStatus } from "../store/profile";

/** A register as lists show it. */
export type RegisterRow = {
  readonly id: string;
  readonly name: string;
  readonly factoryNumber: string;
  readonly registrationNumber: string | null;
  readonly address: RegisterAddress;
  readonly status: RegisterStatus;
  readonly blocks: readonly BlockCause[];
  readonly paidUntil: Date | null;
  readonly paidSince: Date | null;
  readonly tariffCode: string;
  /** The badge «Необходимо продлить». */
  readonly needsProlonging: boolean;
};

/** What a stored register must carry to become a row. */
export const rowSelect = {
  id: true,
  name: true,
  factoryNumber: true,
  registrationNumber: true,
  locality: true,
  street: true,
  house: true,
  flat: true,
  status: true,
  paidUntil: true,
  paidSince: true,
  tariffCode: true,
  blocks: { select: { cause: true } },
} as const;

type Stored = {
  readonly id: string;
  readonly name: string;
  readonly factoryNumber: string;
  readonly registrationNumber: string | null;
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  readonly flat: string | null;
  readonly status: string;
  readonly paidUntil: Date | null;
  readonly paidSince: Date | null;
  readonly tariffCode: string;
  readonly blocks: readonly { cause: string }[];
};

/** Turns a stored register into a row of a list, with what its organisation blocks. */
export function toRow(stored: Stored, now: Date, organization: OrganizationState | null): RegisterRow {
  const { id, name, factoryNumber, registrationNumber, locality, street, house, flat, paidUntil } = stored;
  const state: RegisterState = {
    ...{ status: storedStatus(stored.status), paidUntil },
    blocks: withOrganization(blockSet(stored.blocks), organization),
  };
  return {
    id,
    name,
    factoryNumber,
    registrationNumber,
    address: { locality, street, house, flat },
    status: state.status,
    blocks: blocksAt(state, now),
    paidUntil,
    paidSince: stored.paidSince,
    tariffCode: stored.tariffCode,
    needsProlonging: needsProlonging(state, now),
  };
}
