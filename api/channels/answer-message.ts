import { randomInt, randomUUID } from 'node:crypto';
import type { MailRow } from '../../db/messaging/mailbox.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { customerKey } from '../../domain/keys.ts';
import { takeTelegram, takeWritten, type InboundPorts } from '../../ingest/inbound.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';
import { inboundPorts } from './inbound.ts';

/** Below what counts exactly as a number. */
const MOST_UPDATES = 2 ** 47;

/** What its reader would write back. @throws ApiProblem where nobody can reply to it */
export async function writeBack(deps: ApiDeps, here: WorkspaceRow, id: string, text: string): Promise<void> {
  const read = await messageIn(deps, here, id);
  const { channel, to } = read;
  const ports = portsOf(deps, here, read);
  if (channel === 'sms') {
    const written = { channel, from: to, text, id: standInId() } as const;
    return await takeWritten(ports, here, written);
  }
  if (channel !== 'telegram')
    throw new ApiProblem('conflict', 'Only an SMS or a message of Telegram is replied to here.');
  const message = { chat: { id: Number(to), type: 'private' }, date: 0, text };
  await takeTelegram(ports, here, { update_id: randomInt(MOST_UPDATES), message });
}

/** A button of a message of Telegram is pressed, as Telegram would tell of it. @throws ApiProblem where there is none */
export async function pressIn(deps: ApiDeps, here: WorkspaceRow, id: string, label: string): Promise<void> {
  const read = await messageIn(deps, here, id);
  const { to, buttons = [], presses = [] } = read;
  const data = presses[buttons.indexOf(label)];
  if (data === undefined) throw new ApiProblem('not-found', 'This message has no button with this on it.');
  if (data === '') throw new ApiProblem('conflict', 'This button opens a page: Telegram tells of no press.');
  const press = { id: standInId(), data, message: { chat: { id: Number(to), type: 'private' } } };
  await takeTelegram(portsOf(deps, here, read), here, { update_id: randomInt(MOST_UPDATES), callback_query: press });
}

/** In a sandbox everybody is written to at one address that nobody has: its reader is whoever the message is for. */
function portsOf(deps: ApiDeps, here: WorkspaceRow, message: MailRow): InboundPorts {
  const ports = inboundPorts(deps);
  const read = readShape(customerId, message.customer);
  if (here.clock === undefined || 'problems' in read) return ports;
  const customer = read.value;
  const nothingKnown = {
    _id: customerKey(here._id, customer),
    workspace: here._id,
    customer,
    addresses: {},
    consents: [],
  };
  const having = async () => [(await ports.contacts.get(here._id, customer)) ?? nothingKnown];
  return { ...ports, contacts: { ...ports.contacts, having } };
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
