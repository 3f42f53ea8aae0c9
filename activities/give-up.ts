import type { SendLedger } from '../db/sends.ts';
import { effectPlace } from '../domain/keys.ts';
import type { DecideCall } from '../workflows/messages.ts';

/** Settles the messages whose activity gave up, so that the ledger never leaves one open. May run twice. */
export function createGiveUp(ledger: Pick<SendLedger, 'giveUp'>) {
  return async function giveUp({
    workspace,
    customer,
    lost,
    now,
  }: Pick<DecideCall, 'workspace' | 'customer' | 'lost' | 'now'>) {
    const messages = lost.filter(({ kind }) => kind === 'sendMessage');
    await Promise.all(
      messages.map(({ key }) =>
        ledger.giveUp({ _id: key, workspace, customer, ...effectPlace(key), channel: 'email', at: now }, Date.now()),
      ),
    );
  };
}
