import type { ContactStore } from '../db/customers/contacts.ts';
import { consentSaid, saidNow, type ContactRow } from '../db/customers/contact-row.ts';
import type { ConfirmationStore } from '../db/messaging/confirmations.ts';
import type { TelegramLinkStore } from '../db/messaging/telegram-links.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel } from '../domain/channels/channel.ts';
import type { TelegramAnswer } from '../domain/channels/telegram-answer.ts';
import type { TelegramUpdate } from '../domain/channels/provider-replies.schema.ts';
import { agreedBy, askedBy } from '../domain/channels/stop-words.ts';
import type { Instant } from '../domain/time.ts';
import { acceptEvents } from './accept.ts';
import { channelSignRow, type ChannelSign } from './channel-signs.ts';
import { changeContact, noteRefused, withdrawAll } from './contact.ts';
import type { Links } from '../links/open.ts';
import type { Ingest } from './open.ts';
import { answerQuestion } from './questions.ts';

/** What people answer, and what providers say of them, on its way to the customers. */
export interface InboundPorts {
  readonly contacts: ContactStore;
  readonly links: Pick<TelegramLinkStore, 'take'>;
  readonly confirmations: Pick<ConfirmationStore, 'askedAt' | 'confirm'>;
  readonly addressHash: Pick<Links, 'hashed'>;
  readonly ingest: Pick<Ingest, 'events' | 'dispatch' | 'acceptProfile' | 'messageBack'>;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** A message that somebody wrote to us; its text is looked at for STOP and its like, and kept nowhere. */
export interface Written {
  readonly channel: Channel;
  readonly from: string;
  readonly text: string;
  /** What the provider calls it. */
  readonly id: string;
}

/**
 * Whoever shares the address is meant: one phone may be that of several customers. A word that agrees to a question which
 * is open answers it and nothing else, so `onay` to one about orders brings no marketing back.
 */
export async function takeWritten(ports: InboundPorts, here: WorkspaceRow, written: Written): Promise<void> {
  const rows = await ports.contacts.having(here._id, written.channel, written.from);
  const asked = askedBy(written.text.replace(/^\//, ''));
  const word = written.channel === 'sms' ? agreedBy(written.text) : null;
  if (word !== null && (await answerQuestion(ports, here, { number: written.from, word, id: written.id }))) return;
  for (const row of rows) {
    if (asked === 'stop') await withdraw(ports, here, row, written.channel);
    else if (asked === 'start') await grantAgain(ports, here, row, written.channel);
    else if (asked === null) {
      await tell(ports, here, row, { channel: written.channel, type: 'message.replied', id: written.id, facts: {} });
    }
  }
}

async function withdraw(ports: InboundPorts, here: WorkspaceRow, row: ContactRow, channel: Channel): Promise<void> {
  const at = saidNow(row, channel, workspaceTime(here, ports.now()));
  await withdrawAll(changing(ports), here, row.customer, { channel, at, source: `${channel}-stop` });
  await ports.ingest.messageBack.noteAnswer(here._id, row.customer, channel, { unsubscribed: true }, at);
}

/** Only to whom had agreed before: a word alone is no consent of somebody who never gave one. */
async function grantAgain(ports: InboundPorts, here: WorkspaceRow, row: ContactRow, channel: Channel): Promise<void> {
  if (consentSaid(row, channel, 'marketing') !== 'withdrawn') return;
  const at = saidNow(row, channel, workspaceTime(here, ports.now()));
  const consent = { channel, purpose: 'marketing', status: 'granted', at, source: `${channel}-start` } as const;
  await changeContact(changing(ports), here, row.customer, { consents: [consent] });
}

const START = /^\/start(?:@\w+)?\s+([A-Za-z0-9_-]{1,64})$/;

/** An update of Telegram, however it came. @returns what to say to Telegram, or nothing */
export async function takeTelegram(
  ports: InboundPorts,
  here: WorkspaceRow,
  { update_id, message, callback_query: press, my_chat_member: member }: TelegramUpdate,
): Promise<TelegramAnswer | null> {
  if (message?.chat.type === 'private' && message.text !== undefined) {
    const from = String(message.chat.id);
    const token = START.exec(message.text)?.[1];
    if (token !== undefined) return await linkByToken(ports, here, from, token);
    await takeWritten(ports, here, { channel: 'telegram', from, text: message.text, id: String(update_id) });
  }
  if (press?.message && press.data !== undefined) {
    await takePress(ports, here, String(press.message.chat.id), press.id, press.data);
    return { method: 'answerCallbackQuery', callback_query_id: press.id };
  }
  if (member?.chat.type === 'private')
    await takeMember(ports, here, String(member.chat.id), member.new_chat_member.status);
  return null;
}

async function linkByToken(
  ports: InboundPorts,
  here: WorkspaceRow,
  chat: string,
  token: string,
): Promise<TelegramAnswer | null> {
  const link = await ports.links.take(here._id, token, ports.now());
  if (link === null) return null;
  const at = workspaceTime(here, ports.now());
  const { wording } = link;
  const consent = {
    channel: 'telegram',
    purpose: 'marketing',
    status: 'granted',
    at,
    source: 'telegram-start',
  } as const;
  await ports.contacts.noteReachable(here._id, link.customer, 'telegram');
  await changeContact(changing(ports), here, link.customer, {
    addresses: { telegram: chat },
    ...(wording === undefined ? {} : { consents: [{ ...consent, wording }] }),
  });
  // A sign that it went well, in every language.
  return { method: 'sendMessage', chat_id: Number(chat), text: '✓' };
}

async function takePress(
  ports: InboundPorts,
  here: WorkspaceRow,
  chat: string,
  id: string,
  data: string,
): Promise<void> {
  const [message = '', button = ''] = data.split('|');
  if (message === '' || button === '') return;
  for (const row of await ports.contacts.having(here._id, 'telegram', chat)) {
    await ports.ingest.messageBack.note(here._id, row.customer, message, { clicked: true });
    await tell(ports, here, row, { channel: 'telegram', type: 'click', id, facts: { message, button } });
  }
}

/** `kicked`: they blocked the bot; `member`: they let it in again. */
async function takeMember(ports: InboundPorts, here: WorkspaceRow, chat: string, status: string): Promise<void> {
  const at = workspaceTime(here, ports.now());
  for (const { customer } of await ports.contacts.having(here._id, 'telegram', chat)) {
    if (status === 'kicked') {
      const refused = { address: chat, at, reason: 'they blocked the bot' };
      await noteRefused(changing(ports), here, customer, 'telegram', refused);
      await ports.ingest.messageBack.noteAnswer(here._id, customer, 'telegram', { unsubscribed: true }, at);
    } else if (status === 'member') {
      await ports.contacts.noteReachable(here._id, customer, 'telegram');
      await changeContact(changing(ports), here, customer, { addresses: { telegram: chat } });
    }
  }
}

async function tell(
  ports: InboundPorts,
  here: WorkspaceRow,
  { customer }: ContactRow,
  sign: ChannelSign,
): Promise<void> {
  await acceptEvents(ports.ingest, [channelSignRow(here, customer, sign, ports.now())]);
}

function changing({ contacts, ingest }: InboundPorts) {
  return { contacts, acceptProfile: ingest.acceptProfile };
}
