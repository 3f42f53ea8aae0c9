import type { NewSend, SendLedger } from '../db/sends.ts';
import type { JourneyId, StepId } from '../domain/ids.schema.ts';
import type { EffectKey } from '../domain/keys.ts';
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
        ledger.giveUp({ _id: key, workspace, customer, ...placeOf(key), channel: 'email', at: now }, Date.now()),
      ),
    );
  };
}

/** `workspace:customer:journey:version:enrolment:step:visit`, where no part holds a colon. */
function placeOf(key: EffectKey): Pick<NewSend, 'journey' | 'version' | 'step'> {
  const [, , journey, version, , step] = key.split(':');
  return { journey: journey as JourneyId, version: Number(version), step: step as StepId };
}
