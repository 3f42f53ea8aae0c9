import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { ADDRESSES } from '../../domain/channels/address.schema.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { withoutAddresses } from '../../domain/input/personal-data.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { invalidInput } from '../http/problem.ts';
import { postChannelTestContract } from './post-channel-test.contract.ts';

export const postChannelTest = endpoint(postChannelTestContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const read = readShape(ADDRESSES[params.id], params.id === 'push' ? jsonIn(body.to) : body.to);
  if ('problems' in read) {
    throw invalidInput(
      'body',
      read.problems.map((problem) => ({ ...problem, path: 'to' })),
    );
  }
  const outcome = await deps.sendTest(workspace, params.id, read.value, body.text);
  const reason = outcome.state === 'sent' ? null : withoutAddresses(outcome.reason);
  const goesTo = await whereTo(deps, workspace, params.id);
  return { status: 200, body: { state: outcome.state, goesTo, reason } };
});

/** Tests are sent by this process, whatever the workers send by. */
async function whereTo(
  { stores, mailGoesOut }: Pick<ApiDeps, 'stores' | 'mailGoesOut'>,
  { _id, clock }: WorkspaceRow,
  channel: Channel,
): Promise<'provider' | 'mailbox'> {
  if (clock !== undefined) return 'mailbox';
  const isOut = channel === 'email' ? mailGoesOut : (await stores.channelSettings.shown(_id, channel)).plain !== null;
  return isOut ? 'provider' : 'mailbox';
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
