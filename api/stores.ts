import type { Connection } from 'mongoose';
import { mongoAdoption, type Adoption } from '../db/adoption.ts';
import { mongoBacklog, type Backlog } from '../db/backlog.ts';
import { mongoCalibration, type Calibration } from '../db/calibration.ts';
import { mongoContactStore, type ContactStore } from '../db/contacts.ts';
import { mongoCustomerList, type CustomerList } from '../db/customer-list.ts';
import { mongoCustomerReads, type CustomerReads } from '../db/customer-reads.ts';
import { mongoCurrentTotals, type CurrentTotals } from '../db/current-totals.ts';
import { mongoKeyStore, type KeyStore } from '../db/keys.ts';
import { mongoMailStore, type MailStore } from '../db/mailbox.ts';
import { mongoMoveReads, type MoveReads } from '../db/moves.ts';
import { mongoPastReads, type PastReads } from '../db/past.ts';
import { mongoPlacementReads, type PlacementReads } from '../db/messaging/placements.ts';
import { mongoDecidedMessages, type DecidedMessages } from '../db/messaging/decided-messages.ts';
import { mongoDraftStore, type DraftStore } from '../db/playbook/drafts.ts';
import { mongoPartStore, type PartStore } from '../db/playbook/parts.ts';
import { mongoPlaybookStore, type PlaybookStore } from '../db/playbooks.ts';
import { mongoQuarantineStore, type QuarantineStore } from '../db/quarantine.ts';
import { mongoRefundReads, type RefundReads } from '../db/refunds.ts';
import { mongoTallyStore, type TallyStore } from '../db/tallies/store.ts';
import { mongoTimeline, type Timeline } from '../db/timeline.ts';
import { mongoWorkspaceDeletion, type WorkspaceDeletion } from '../db/workspace-deletion.ts';
import { mongoWorkspaceStore, type WorkspaceStore } from '../db/workspace-store.ts';

/** Everything the API reads and writes. */
export interface Stores {
  readonly keys: KeyStore;
  readonly workspaces: WorkspaceStore;
  readonly deletion: Pick<WorkspaceDeletion, 'close'>;
  readonly playbooks: PlaybookStore;
  readonly tallies: TallyStore;
  readonly drafts: DraftStore;
  readonly parts: PartStore;
  readonly customers: CustomerReads;
  readonly customerList: CustomerList;
  readonly currentTotals: CurrentTotals;
  readonly adoption: Adoption;
  readonly moves: MoveReads;
  readonly messages: DecidedMessages;
  readonly calibration: Calibration;
  readonly timeline: Timeline;
  readonly past: PastReads;
  readonly refunds: RefundReads;
  readonly contacts: ContactStore;
  readonly placements: PlacementReads;
  readonly mails: MailStore;
  readonly quarantine: QuarantineStore;
  readonly backlog: () => Promise<Backlog>;
}

/** Opens every collection the API uses; `ensureIndexes` of the connection then knows them all. */
export function openStores(connection: Connection): Stores {
  const playbooks = mongoPlaybookStore(connection);
  return {
    keys: mongoKeyStore(connection),
    workspaces: mongoWorkspaceStore(connection),
    deletion: mongoWorkspaceDeletion(connection),
    playbooks,
    tallies: mongoTallyStore(connection),
    drafts: mongoDraftStore(connection),
    parts: mongoPartStore(connection),
    customers: mongoCustomerReads(connection),
    customerList: mongoCustomerList(connection),
    currentTotals: mongoCurrentTotals(connection, playbooks),
    adoption: mongoAdoption(connection),
    moves: mongoMoveReads(connection),
    messages: mongoDecidedMessages(connection),
    calibration: mongoCalibration(connection),
    timeline: mongoTimeline(connection),
    past: mongoPastReads(connection),
    refunds: mongoRefundReads(connection),
    contacts: mongoContactStore(connection),
    placements: mongoPlacementReads(connection),
    mails: mongoMailStore(connection),
    quarantine: mongoQuarantineStore(connection),
    backlog: mongoBacklog(connection),
  };
}
