import type { Connection } from 'mongoose';
import { smtpChannel } from '../channels/email.ts';
import { mongoContactStore } from '../db/contacts.ts';
import { mongoDecisionStore } from '../db/decisions.ts';
import { mongoPlacementStore } from '../db/placements.ts';
import { mongoPlaybookStore } from '../db/playbooks.ts';
import { mongoSendLedger } from '../db/sends.ts';
import { workspaceCollection, type WorkspaceRow } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { createDecide } from './decide.ts';
import { createGiveUp } from './give-up.ts';
import { createImportActivities, mongoImportDeps } from './imports.ts';
import { createSendMessage } from './send-message.ts';
import { createShowPlacement } from './show-placement.ts';
import { createTaskActivities, mongoTaskDeps } from './tasks.ts';

export interface ActivityDeps {
  readonly connection: Connection;
  /** Where real customers' mail goes; `undefined`: into the built-in mailbox, as all mail of sandboxes does. */
  readonly smtpUrl: string | undefined;
  readonly mailboxUrl: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
}

/** Everything workflows may call. */
export function createActivities({ connection, smtpUrl, mailboxUrl, from }: ActivityDeps) {
  const workspaces = workspaceCollection(connection);
  const playbooks = mongoPlaybookStore(connection);
  const ledger = mongoSendLedger(connection);
  const mailbox = smtpChannel({ url: mailboxUrl, from, labelled: true });
  const channel = smtpUrl === undefined ? mailbox : smtpChannel({ url: smtpUrl, from, labelled: false });

  // Read each time: the number of the playbook in force must not be stale.
  async function workspace(id: WorkspaceId): Promise<WorkspaceRow> {
    const row = await workspaces.findOne({ _id: id });
    if (row === null) throw new Error(`workspace ${id} is not in the store`);
    return row;
  }

  return {
    decide: createDecide({
      decisions: mongoDecisionStore(connection),
      playbooks,
      workspace,
      giveUp: createGiveUp(ledger),
    }),
    sendMessage: createSendMessage({
      ledger,
      contacts: mongoContactStore(connection),
      playbooks,
      workspace,
      channel,
      mailbox,
      from,
    }),
    showPlacement: createShowPlacement({ placements: mongoPlacementStore(connection), playbooks, workspace }),
    ...createImportActivities(mongoImportDeps(connection, { playbooks, workspace })),
    ...createTaskActivities(mongoTaskDeps(connection, { playbooks, workspace })),
  };
}

export type Activities = ReturnType<typeof createActivities>;
