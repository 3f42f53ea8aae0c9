import type { Outgoing } from './port.ts';
import type { Channel } from '../domain/channels/channel.ts';

/** For the built-in mailbox: says whose message it is. Never sent to other servers, which have no need to know. */
export function labelsOf({
  workspace,
  customer,
  key,
  at,
}: Pick<Outgoing<Channel>, 'workspace' | 'customer' | 'key' | 'at'>): Readonly<Record<string, string>> {
  return {
    'X-Sojourn-Workspace': workspace,
    'X-Sojourn-Customer': encodeURIComponent(customer),
    'X-Sojourn-Effect': key,
    'X-Sojourn-At': new Date(at).toISOString(),
  };
}
