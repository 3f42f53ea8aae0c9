import { namesOf, own } from '../../domain/own.ts';
import type { PartName } from '../workspaces/workspace-data.ts';

/** How the rows of one customer are found within a collection. */
export type OwnRows =
  /** A field holds their key: there is one row, or they are under it. */
  | { readonly by: 'key'; readonly field: '_id' | 'key' }
  /** The key begins with theirs and a colon. */
  | { readonly by: 'prefix' }
  /** Fields hold the workspace and their id. */
  | { readonly by: 'field' }
  /** The row is theirs by its key, or about them too, by a field that holds their key. */
  | { readonly by: 'pair'; readonly other: 'by' }
  /** They go with an event of theirs, under its key. */
  | { readonly by: 'events' }
  /** They belong to a job of the workspace, and a field holds their id. */
  | { readonly by: 'work' }
  /** They belong to a job of the workspace, and a line that they quote names them, or their address. */
  | { readonly by: 'lines' }
  /** They belong to the team, and say of whom a call was, or whom a launch was told of. */
  | { readonly by: 'object' }
  /** What shops asked for by law, in the tallies of sources. */
  | { readonly by: 'requests' }
  /** Launches that were told whom to bring, or whom not. */
  | { readonly by: 'named' };

/** What becomes of them when the customer is erased. */
export type OnErasure =
  | 'delete'
  /** The row stays for what it adds to sums, under an id that was drawn, and says nothing of them: `BLANKS`. */
  | 'blank'
  /** They go with what the tallies count of them, in one transaction. */
  | 'uncount';

export interface OfCustomers {
  readonly rows: OwnRows;
  readonly erased: OnErasure;
  /** Whether somebody who asks for all that is known of them gets it; else why not. */
  readonly exported: true | { readonly no: string };
}

/** No row is of one customer. */
const NOBODYS = null;
const KEY: OwnRows = { by: 'key', field: '_id' };
const FIELD: OwnRows = { by: 'field' };

/** It lives as long as they do, and goes with them. */
const THEIRS = { erased: 'delete', exported: true } as const;
const BOOKKEEPING = { no: 'it says how often the engine tried, and nothing of the customer' };

/**
 * What of each collection is a customer's: it drives their erasure and their export.
 * The order is that of an erasure: what finds other rows goes after them.
 */
const REGISTER: Readonly<Record<PartName, OfCustomers | null>> = {
  rejectedRows: { ...THEIRS, rows: { by: 'lines' } },
  contacts: { ...THEIRS, rows: KEY },
  consents: { ...THEIRS, rows: { by: 'key', field: 'key' } },
  confirmations: { ...THEIRS, rows: FIELD },
  telegramLinks: { ...THEIRS, rows: FIELD },
  iysConsents: { ...THEIRS, rows: FIELD },
  referralCodes: { ...THEIRS, rows: FIELD },
  referrals: { ...THEIRS, rows: { by: 'pair', other: 'by' } },
  boardMembers: { ...THEIRS, rows: { by: 'key', field: 'key' } },
  referralRoots: {
    rows: KEY,
    erased: 'delete',
    exported: { no: 'it says how often a chain has grown, so that two calls see each other' },
  },
  sourceIdentities: { ...THEIRS, rows: FIELD },
  customers: { rows: KEY, erased: 'uncount', exported: true },
  counted: {
    rows: KEY,
    erased: 'uncount',
    exported: { no: 'sums count them by it; it follows from their row and their journal' },
  },
  marks: {
    rows: { by: 'events' },
    erased: 'delete',
    exported: { no: 'it says at which turn an event was taken; the events are exported' },
  },
  events: { ...THEIRS, rows: FIELD },
  condensedEvents: { ...THEIRS, rows: { by: 'key', field: 'key' } },
  journalBases: { ...THEIRS, rows: KEY },
  baskets: { ...THEIRS, rows: FIELD },
  journal: { rows: { by: 'key', field: 'key' }, erased: 'blank', exported: true },
  effects: { rows: FIELD, erased: 'blank', exported: true },
  effectAttempts: { rows: { by: 'prefix' }, erased: 'delete', exported: BOOKKEEPING },
  mailbox: { ...THEIRS, rows: FIELD },
  quarantine: { ...THEIRS, rows: FIELD },
  feedCustomers: {
    rows: KEY,
    erased: 'delete',
    exported: { no: 'it says how far their journal is told elsewhere; the journal is exported' },
  },
  // After the row of who is followed: nobody writes a line of theirs any more.
  feedLines: {
    rows: { by: 'key', field: 'key' },
    erased: 'delete',
    exported: { no: 'it repeats what the journal and the ledger of effects say, which are exported' },
  },
  couponCodes: { rows: FIELD, erased: 'blank', exported: true },
  couponUses: { rows: FIELD, erased: 'blank', exported: true },
  couponGrants: { ...THEIRS, rows: FIELD },
  drawClaims: { ...THEIRS, rows: FIELD },
  differences: { ...THEIRS, rows: { by: 'work' } },
  sourceTallies: {
    rows: { by: 'requests' },
    erased: 'blank',
    exported: { no: 'it counts what a source sends; of a request by law it says when it came' },
  },
  audit: {
    rows: { by: 'object' },
    // Who did what stays, under the id that was drawn.
    erased: 'blank',
    exported: { no: 'it is about what the team did' },
  },
  jobs: {
    rows: { by: 'named' },
    erased: 'blank',
    exported: { no: 'it is about what the team did' },
  },
  // Near the end: without it nothing of them that Temporal keeps can be read, wherever there is a copy of it.
  payloadKeys: {
    rows: KEY,
    erased: 'delete',
    exported: { no: 'it opens what Temporal keeps of them, which follows from what is exported' },
  },
  workspaces: NOBODYS,
  keys: NOBODYS,
  sessions: NOBODYS,
  pseudonymKeys: NOBODYS,
  itemNeighbours: NOBODYS,
  popularItems: NOBODYS,
  catalogue: NOBODYS,
  counters: NOBODYS,
  purgedSums: NOBODYS,
  recounts: NOBODYS,
  playbooks: NOBODYS,
  parts: NOBODYS,
  // Of who was erased it keeps a keyed hash: so that nothing is taken for them any more.
  erasures: NOBODYS,
  // HMACs of addresses: whoever wanted no more mail gets none, also where they are erased and come back.
  suppressions: NOBODYS,
  channelSettings: NOBODYS,
  mailSettings: NOBODYS,
  iysSettings: NOBODYS,
  sources: NOBODYS,
  // Of people who have not said who they are: nobody knows whose they are, and they go by themselves.
  sourceWaiting: NOBODYS,
  fitSchedules: NOBODYS,
  launchSchedules: NOBODYS,
  feeds: NOBODYS,
  subscriptions: NOBODYS,
  webhookSecrets: NOBODYS,
  webhookAddresses: NOBODYS,
  couponPools: NOBODYS,
  couponCounts: NOBODYS,
  drawStock: NOBODYS,
  placementSettings: NOBODYS,
  drafts: NOBODYS,
  users: NOBODYS,
  signInLinks: NOBODYS,
  // Files wait for their job and are removed by it: an erasure waits until those are gone that came before it.
  uploads: NOBODYS,
  uploadParts: NOBODYS,
};

/** What of a part is a customer's; `null` where nothing is. */
export function registered(part: PartName): OfCustomers | null {
  return own(REGISTER, part) ?? null;
}

/** In the order of an erasure. */
export const REGISTERED: readonly PartName[] = namesOf(REGISTER);
