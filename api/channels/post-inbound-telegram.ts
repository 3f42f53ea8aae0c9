import { timingSafeEqual } from 'node:crypto';
import { telegramUpdate } from '../../domain/channels/provider-replies.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { takeTelegram } from '../../ingest/inbound.ts';
import { endpoint } from '../http/endpoint.ts';
import { bodyText, inboundPorts, jsonIn, notFromProvider, workspaceCalled } from './inbound.ts';
import { postInboundTelegramContract } from './post-inbound-telegram.contract.ts';

export const postInboundTelegram = endpoint(postInboundTelegramContract, async ({ params, body, headers }, deps) => {
  const here = await workspaceCalled(deps, params.workspace);
  const { settings } = await deps.stores.channelSettings.inUse(here._id, 'telegram');
  const said = headers['x-telegram-bot-api-secret-token'];
  if (settings === null || typeof said !== 'string' || !isSame(settings.webhookSecret, said)) throw notFromProvider();
  const read = readShape(telegramUpdate, jsonIn(await bodyText(body)));
  // An update of a kind that we do not know would only be sent again.
  if ('problems' in read) return { status: 200, body: {} };
  const answer = await takeTelegram(inboundPorts(deps), here, read.value);
  return { status: 200, body: { ...answer } };
});

function isSame(wanted: string, given: string): boolean {
  const [one, other] = [Buffer.from(wanted), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
