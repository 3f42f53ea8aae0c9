import { addressIn } from '../../db/customers/contact-row.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { twilioInbound } from '../../domain/channels/provider-replies.schema.ts';
import { twilioMeaning } from '../../domain/channels/twilio-codes.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { noteRefused, withdrawAll } from '../../ingest/contact.ts';
import { takeWritten } from '../../ingest/inbound.ts';
import { isFromTwilio } from '../../ingest/twilio-signature.ts';
import { contactPorts } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { bodyText, inboundPorts, notFromProvider, workspaceCalled } from './inbound.ts';
import { postInboundSmsContract } from './post-inbound-sms.contract.ts';

const NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
const DONE = { status: 200, body: NOTHING } as const;

export const postInboundSms = endpoint(postInboundSmsContract, async ({ params, query, body, headers }, deps) => {
  const here = await workspaceCalled(deps, params.workspace);
  const posted = Object.fromEntries(new URLSearchParams(await bodyText(body)));
  const { settings } = await deps.stores.channelSettings.inUse(here._id, 'sms');
  const signature = headers['x-twilio-signature'];
  const asked = query.effect === undefined ? '' : `?effect=${encodeURIComponent(query.effect)}`;
  const origin = deps.publicUrl ?? `http://${headers.host ?? 'localhost'}`;
  const url = `${origin}/v1/inbound/sms/${params.workspace}${asked}`;
  const isTheirs =
    settings?.provider === 'twilio' &&
    typeof signature === 'string' &&
    isFromTwilio(settings.authToken, url, posted, signature);
  if (!isTheirs) throw notFromProvider();
  const read = readShape(twilioInbound, posted);
  if ('problems' in read) return DONE;
  const { From: from, Body: text, MessageSid: id = '', MessageStatus: status, ErrorCode: code } = read.value;
  if (query.effect !== undefined && status !== undefined) {
    await takeStatus(deps, here, query.effect, { status, code: code === undefined ? null : Number(code) });
  } else if (from !== undefined && text !== undefined) {
    await takeWritten(inboundPorts(deps), here, { channel: 'sms', from, text, id });
  }
  return DONE;
});

interface Status {
  readonly status: string;
  readonly code: number | null;
}

/** What became of a message of ours, minutes after Twilio took it. */
async function takeStatus(deps: ApiDeps, here: WorkspaceRow, effect: string, { status, code }: Status): Promise<void> {
  const { delivery, channelSettings, contacts } = deps.stores;
  const isOver = status === 'delivered' || status === 'undelivered' || status === 'failed';
  if (!isOver) return;
  const sent = await delivery.note(here._id, effect, status === 'delivered' ? 'delivered' : 'undelivered');
  const read = readShape(customerId, sent?.customer);
  const meaning = code === null ? null : twilioMeaning(code);
  if ('problems' in read || meaning === null || meaning === 'passing') return;
  const [now, reason] = [deps.clock(), `Twilio answered ${code}`];
  const at = workspaceTime(here, now);
  if (meaning === 'paused') {
    await channelSettings.pause(here._id, 'sms', { at: now, reason });
  } else if (meaning === 'withdrawn') {
    await withdrawAll(contactPorts(deps), here, read.value, { channel: 'sms', at, source: 'provider' });
  } else {
    const address = addressIn(await contacts.get(here._id, read.value), 'sms');
    const ports = { contacts, acceptProfile: deps.ingest.acceptProfile };
    if (address === undefined) return;
    const hashed = await deps.links.hashed(here._id, 'sms', address);
    await deps.stores.suppressions.suppress(hashed, { reason: 'bounce', at: now });
    await noteRefused(ports, here, read.value, 'sms', { address, at, reason });
  }
}
