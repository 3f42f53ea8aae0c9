import type { mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';

/** How the rows of one workspace are told from those of all others. */
type Ownership =
  /** A field holds its id. */
  | { readonly by: 'field'; readonly field: 'workspace'; readonly except?: { readonly kind: 'delete-workspace' } }
  /** A key begins with its id and a colon. */
  | { readonly by: 'prefix'; readonly field: '_id' | 'key' }
  /** There is one row, under its id. */
  | { readonly by: 'id' }
  /** They belong to one of its jobs. */
  | { readonly by: 'work'; readonly field: string };

export interface WorkspacePart {
  /** As the receipt of a deletion calls it: no dot, so that it can name a field. */
  readonly name: string;
  readonly collection: string;
  readonly rows: Ownership;
  /** Others are found by these rows, so they go last. */
  readonly last?: true;
}

const PREFIX = { by: 'prefix', field: '_id' } as const;
const FIELD = { by: 'field', field: 'workspace' } as const;

/**
 * Everything that a workspace leaves in the store. Whoever adds a collection adds it here, or to those that belong to
 * no workspace: a test fails where one is in neither. What of it is a customer's is said in `db/privacy/register.ts`,
 * and the compiler names the part that is missing there.
 */
const PARTS = [
  { name: 'workspaces', collection: 'workspaces', rows: { by: 'id' } },
  { name: 'keys', collection: 'keys', rows: FIELD },
  { name: 'sessions', collection: 'sessions', rows: FIELD },
  { name: 'contacts', collection: 'contacts', rows: PREFIX },
  { name: 'consents', collection: 'consents', rows: PREFIX },
  { name: 'pseudonymKeys', collection: 'pseudonym_keys', rows: { by: 'id' } },
  { name: 'quarantine', collection: 'quarantine', rows: FIELD },
  { name: 'mailbox', collection: 'mailbox', rows: FIELD },
  { name: 'events', collection: 'events', rows: PREFIX },
  { name: 'condensedEvents', collection: 'condensed_events', rows: PREFIX },
  { name: 'journalBases', collection: 'journal_bases', rows: PREFIX },
  { name: 'baskets', collection: 'baskets', rows: PREFIX },
  { name: 'itemNeighbours', collection: 'item_neighbours', rows: PREFIX },
  { name: 'popularItems', collection: 'popular_items', rows: { by: 'id' } },
  { name: 'catalogue', collection: 'catalogue', rows: PREFIX },
  { name: 'marks', collection: 'marks', rows: PREFIX },
  { name: 'customers', collection: 'customers', rows: PREFIX },
  { name: 'journal', collection: 'journal', rows: { by: 'prefix', field: 'key' } },
  { name: 'effects', collection: 'effects', rows: FIELD },
  { name: 'effectAttempts', collection: 'effect_attempts', rows: PREFIX },
  { name: 'counters', collection: 'counters', rows: FIELD },
  { name: 'purgedSums', collection: 'purged_sums', rows: FIELD },
  { name: 'counted', collection: 'counted', rows: PREFIX },
  { name: 'recounts', collection: 'recounts', rows: { by: 'id' } },
  { name: 'playbooks', collection: 'playbooks', rows: PREFIX },
  { name: 'parts', collection: 'parts', rows: PREFIX },
  { name: 'erasures', collection: 'erasures', rows: FIELD },
  { name: 'fitSchedules', collection: 'fit_schedules', rows: { by: 'id' } },
  { name: 'launchSchedules', collection: 'launch_schedules', rows: FIELD },
  { name: 'feeds', collection: 'feeds', rows: { by: 'id' } },
  { name: 'feedLines', collection: 'feed_lines', rows: PREFIX },
  { name: 'feedCustomers', collection: 'feed_customers', rows: PREFIX },
  { name: 'subscriptions', collection: 'subscriptions', rows: PREFIX },
  { name: 'webhookSecrets', collection: 'webhook_secrets', rows: { by: 'id' } },
  { name: 'webhookAddresses', collection: 'webhook_addresses', rows: PREFIX },
  { name: 'couponPools', collection: 'coupon_pools', rows: PREFIX },
  { name: 'couponCounts', collection: 'coupon_counts', rows: PREFIX },
  { name: 'couponCodes', collection: 'coupon_codes', rows: PREFIX },
  { name: 'couponUses', collection: 'coupon_uses', rows: PREFIX },
  { name: 'couponGrants', collection: 'coupon_grants', rows: PREFIX },
  { name: 'drawClaims', collection: 'draw_claims', rows: PREFIX },
  { name: 'drawStock', collection: 'draw_stock', rows: PREFIX },
  { name: 'sources', collection: 'sources', rows: PREFIX },
  { name: 'sourceTallies', collection: 'source_tallies', rows: PREFIX },
  { name: 'sourceWaiting', collection: 'source_waiting', rows: PREFIX },
  { name: 'sourceIdentities', collection: 'source_identities', rows: PREFIX },
  { name: 'referralCodes', collection: 'referral_codes', rows: PREFIX },
  { name: 'referrals', collection: 'referrals', rows: PREFIX },
  { name: 'referralRoots', collection: 'referral_roots', rows: PREFIX },
  { name: 'boardMembers', collection: 'board_members', rows: PREFIX },
  { name: 'channelSettings', collection: 'channel_settings', rows: PREFIX },
  { name: 'telegramLinks', collection: 'telegram_links', rows: FIELD },
  { name: 'confirmations', collection: 'confirmations', rows: PREFIX },
  { name: 'suppressions', collection: 'suppressions', rows: PREFIX },
  { name: 'iysSettings', collection: 'iys_settings', rows: { by: 'id' } },
  { name: 'iysConsents', collection: 'iys_consents', rows: PREFIX },
  { name: 'mailSettings', collection: 'mail_settings', rows: { by: 'id' } },
  { name: 'placementSettings', collection: 'placement_settings', rows: { by: 'id' } },
  { name: 'drafts', collection: 'drafts', rows: FIELD },
  { name: 'users', collection: 'users', rows: FIELD },
  { name: 'signInLinks', collection: 'sign_in_links', rows: FIELD },
  { name: 'audit', collection: 'audit', rows: FIELD },
  // Those of its customers. That of the workspace itself, which has no colon, stays until the workflow of the job has ended,
  // which is written under it too and could not be read to its end without: then the upkeep deletes it.
  { name: 'payloadKeys', collection: 'payload_keys', rows: PREFIX },
  { name: 'rejectedRows', collection: 'rejected_rows', rows: { by: 'work', field: 'job' } },
  { name: 'uploads', collection: 'uploads.files', rows: { by: 'work', field: '_id' } },
  { name: 'uploadParts', collection: 'uploads.chunks', rows: { by: 'work', field: 'files_id' } },
  { name: 'differences', collection: 'differences', rows: { by: 'work', field: 'job' } },
  // What deletes it stays: as its receipt, and as the sign that the id is not free.
  { name: 'jobs', collection: 'jobs', rows: { ...FIELD, except: { kind: 'delete-workspace' } }, last: true },
] as const satisfies readonly WorkspacePart[];

/** One collection of a workspace, by the name that receipts call it. */
export type PartName = (typeof PARTS)[number]['name'];

export const WORKSPACE_DATA: readonly (WorkspacePart & { readonly name: PartName })[] = PARTS;

/** Collections that hold nothing of any workspace, and why. */
export const SHARED_DATA: Readonly<Record<string, string>> = {
  meta: 'the format of the whole store',
  mail_sending: 'how mail leaves the installation',
  own_secrets: 'what the installation signs the links in its messages with',
};

/** A row with any kind of key. */
export interface AnyRow {
  readonly _id: unknown;
}

/** @param work ids of the workspace's jobs: rows of theirs name them, and not it */
export function rowsOf(rows: Ownership, workspace: WorkspaceId, work: readonly string[]): mongo.Filter<AnyRow> {
  switch (rows.by) {
    case 'field':
      return { [rows.field]: workspace, ...(rows.except ? { kind: { $ne: rows.except.kind } } : {}) };
    case 'prefix':
      // A semicolon follows a colon.
      return { [rows.field]: { $gte: `${workspace}:`, $lt: `${workspace};` } };
    case 'id':
      return { _id: workspace };
    case 'work':
      return { [rows.field]: { $in: [...work] } };
  }
}
