import { randomInt, randomUUID } from 'node:crypto';
import type { MailRow } from '../../db/messaging/mailbox.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { takeTelegram, takeWritten } from '../../ingest/inbound.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { inboundPorts } from './inbound.ts';

/** Below what counts exactly as a number. */
const MOST_UPDATES = 2 ** 47;

/** What its reader would write back. @throws ApiProblem where nobody can reply to it */
export async function writeBack(deps: ApiDeps, here: WorkspaceRow, id: string, text: string): Promise<void> {
  const { channel, to } = await messageIn(deps, here, id);
  if (channel === 'sms') {
    const written = { channel, from: to, text, id: standInId() } as const;
    return await takeWritten(inboundPorts(deps), here, written);
  }
  if (channel !== 'telegram')
    throw new ApiProblem('conflict', 'Only an SMS or a message of Telegram is replied to here.');
  const message = { chat: { id: Number(to), type: 'private' }, date: 0, text };
  await takeTelegram(inboundPorts(deps), here, { update_id: randomInt(MOST_UPDATES), message });
}

/** A button of a message of Telegram is pressed, as Telegram would tell of it. @throws ApiProblem where there is none */
export async function pressIn(deps: ApiDeps, here: WorkspaceRow, id: string, label: string): Promise<void> {
  const { to, buttons = [], presses = [] } = await messageIn(deps, here, id);
  const data = presses[buttons.indexOf(label)];
  if (data === undefined) throw new ApiProblem('not-found', 'This message has no button with this on it.');
  if (data === '') throw new ApiProblem('conflict', 'This button opens a page: Telegram tells of no press.');
  const press = { id: standInId(), data, message: { chat: { id: Number(to), type: 'private' } } };
  await takeTelegram(inboundPorts(deps), here, { update_id: randomInt(MOST_UPDATES), callback_query: press });
}

async function messageIn({ stores }: ApiDeps, here: WorkspaceRow, id: string): Promise<MailRow> {
  const message = await stores.mails.get(here._id, id);
  if (message === null) throw new ApiProblem('not-found', 'The mailbox has no message of this id.');
  return message;
}

/** The proof in the ledger says where it came from. */
function standInId(): string {
  return `stand-in:${randomUUID()}`;
}
