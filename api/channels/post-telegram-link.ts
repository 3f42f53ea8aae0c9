import { randomBytes } from 'node:crypto';
import { DAY, isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postTelegramLinkContract } from './post-telegram-link.contract.ts';

export const postTelegramLink = endpoint(postTelegramLinkContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { plain } = await deps.stores.channelSettings.shown(workspace._id, 'telegram');
  const bot = new Map(Object.entries(plain ?? {})).get('botName');
  if (bot === undefined) throw new ApiProblem('conflict', 'There is no bot yet: PUT /v1/channels/telegram first.');
  const token = randomBytes(24).toString('base64url');
  const endsAt = deps.clock() + DAY;
  const { wording } = body;
  await deps.stores.telegramLinks.put(token, {
    workspace: workspace._id,
    customer: params.id,
    endsAt,
    ...(wording === undefined ? {} : { wording }),
  });
  return { status: 201, body: { url: `https://t.me/${bot}?start=${token}`, expiresAt: isoTime(endsAt) } };
});
