import { gatewayInbound } from '../../domain/channels/provider-replies.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { isSignedWith } from '../../channels/webhook-signature.ts';
import { takeWritten } from '../../ingest/inbound.ts';
import { endpoint } from '../http/endpoint.ts';
import { invalidInput } from '../http/problem.ts';
import { bodyText, inboundPorts, jsonIn, notFromProvider, workspaceCalled } from './inbound.ts';
import { postInboundGatewayContract } from './post-inbound-gateway.contract.ts';

export const postInboundGateway = endpoint(postInboundGatewayContract, async ({ params, body, headers }, deps) => {
  const here = await workspaceCalled(deps, params.workspace);
  const { settings } = await deps.stores.channelSettings.inUse(here._id, 'sms');
  const said = await bodyText(body);
  const signed = {
    id: oneOf(headers['webhook-id']),
    timestamp: oneOf(headers['webhook-timestamp']),
    signature: oneOf(headers['webhook-signature']),
  };
  const isTheirs = settings?.provider === 'http' && isSignedWith(settings.secret, signed, said, deps.clock());
  if (!isTheirs) throw notFromProvider();
  const read = readShape(gatewayInbound, jsonIn(said));
  if ('problems' in read) throw invalidInput('body', read.problems);
  await takeWritten(inboundPorts(deps), here, { channel: 'sms', ...read.value });
  return { status: 204 };
});

function oneOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
