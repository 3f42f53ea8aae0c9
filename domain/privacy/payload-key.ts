import type { WorkspaceId } from '../ids.schema.ts';
import { customerIdOf, type CustomerKey } from '../keys.ts';

/** Which key closes what Temporal keeps: `workspace:customer` of one customer, `workspace` of all else of a workspace. */
export type PayloadKeyId = string & { readonly __brand: 'PayloadKeyId' };

/** Why what Temporal keeps cannot be read. Operators and callers compare with it, so none is ever renamed. */
export type Unreadable =
  /** Its key was deleted with its customer: nobody reads it any more. */
  | 'payload-erased'
  /** No such key was ever made here, or its workspace was deleted. */
  | 'payload-key-unknown'
  /** The key is there, and SECRETS_KEY does not open it. */
  | 'payload-key-locked'
  /** It is not what was closed with this key. */
  | 'payload-changed';

const CUSTOMER = /^customer:([^:]+:.+)$/s;
const OF_WORKSPACE = /^[a-z]+:([^:]+)/;

/**
 * By the id of a workflow alone, since that is all that its payloads are told of.
 * @returns `null` where it belongs to no workspace, as the upkeep does
 */
export function payloadKeyOf(workflow: string): PayloadKeyId | null {
  const id = CUSTOMER.exec(workflow)?.[1] ?? OF_WORKSPACE.exec(workflow)?.[1];
  return id === undefined ? null : givenPayloadKey(id);
}

/** An id that stands with a payload; it may name nothing. */
export function givenPayloadKey(text: string): PayloadKeyId {
  return text as PayloadKeyId;
}

/** Whose key it is; `null` for that of a workspace. */
export function payloadCustomer(id: PayloadKeyId): { readonly workspace: string; readonly customer: string } | null {
  const colon = id.indexOf(':');
  if (colon < 0) return null;
  try {
    return { workspace: id.slice(0, colon), customer: customerIdOf(id as string as CustomerKey) };
  } catch {
    // Somebody wrote it who does not encode as we do: then it is nobody's.
    return null;
  }
}

export function isPayloadKeyOf(id: PayloadKeyId, workspace: WorkspaceId): boolean {
  const text: string = id;
  return text === workspace || text.startsWith(`${workspace}:`);
}
