import { ApplicationFailure, defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import type { PayloadKeys } from '../db/privacy/payload-keys.ts';
import { payloadKeyOf, type PayloadKeyId, type Unreadable } from '../domain/privacy/payload-key.ts';
import { isOfFailure, keyIdIn, openPayload, sealPayload } from './sealed-payload.ts';

export type Opened =
  | { readonly is: 'open'; readonly payload: Payload }
  | { readonly is: 'closed'; readonly because: Unreadable };

const SENTENCES: Readonly<Record<Unreadable, string>> = {
  'payload-erased':
    'The customer was erased and their key with them, so nobody can read this any more: delete the workflow.',
  'payload-key-unknown':
    'There is no key for this in the store: it was written with another one, or its workspace is gone.',
  'payload-key-locked': 'SECRETS_KEY is not set, or lacks what the key of this was sealed with: set it as it was.',
  'payload-changed': 'This is not what was closed with its key: it was changed, or the key is another one.',
};

/**
 * Closes what goes to Temporal with the key of its customer, or of its workspace, and opens what comes back. What was
 * written open is taken as it is, so that histories go on when this is switched on or off.
 * @param isOn whether anything is closed; what is closed is opened either way
 */
export function createPayloadCodec(keys: PayloadKeys, { isOn }: { readonly isOn: boolean }): PayloadCodec {
  return {
    async encode(payloads, context) {
      const id = isOn && context?.workflowId !== undefined ? payloadKeyOf(context.workflowId) : null;
      if (id === null || payloads.length === 0) return payloads;
      try {
        const key = await keyFor(keys, id);
        return payloads.map((payload) => sealPayload(payload, id, key));
      } catch (error) {
        if (!payloads.every(isOfFailure)) throw error;
        return payloads.map(() => unsaid(error));
      }
    },
    async decode(payloads) {
      const open = [];
      for (const payload of payloads) {
        const one = await openedWith(keys, payload);
        if (one.is === 'closed') throw unreadable(one.because);
        open.push(one.payload);
      }
      return open;
    },
  };
}

async function keyFor(keys: PayloadKeys, id: PayloadKeyId): Promise<Uint8Array> {
  const found = await keys.of(id);
  if (found.is === 'key') return found.key;
  throw unreadable(found.is === 'erased' ? 'payload-erased' : 'payload-key-locked');
}

/** A worker that cannot write a failure down ends, and everybody waits: so it writes that it cannot say more. */
function unsaid(error: unknown): Payload {
  const why = error instanceof ApplicationFailure && error.type ? error.type : 'the store did not give its key';
  return defaultPayloadConverter.toPayload({ message: `What failed cannot be closed, so it is not said: ${why}.` });
}

/** What was not closed by us is open as it is. */
export async function openedWith(keys: Pick<PayloadKeys, 'find'>, payload: Payload): Promise<Opened> {
  const id = keyIdIn(payload);
  if (id === null) return { is: 'open', payload };
  const found = await keys.find(id);
  switch (found.is) {
    case 'key':
      return opened(payload, id, found.key);
    case 'erased':
      return { is: 'closed', because: 'payload-erased' };
    case 'unknown':
      return { is: 'closed', because: 'payload-key-unknown' };
    case 'locked':
      return { is: 'closed', because: 'payload-key-locked' };
  }
}

function opened(payload: Payload, id: PayloadKeyId, key: Uint8Array): Opened {
  try {
    return { is: 'open', payload: openPayload(payload, id, key) };
  } catch {
    return { is: 'closed', because: 'payload-changed' };
  }
}

/** What it says, in a sentence for operators that names nobody. */
export function whyClosed(because: Unreadable): string {
  return SENTENCES[because];
}

/** It ends no workflow: whoever sets SECRETS_KEY right finds everything where it was. */
function unreadable(because: Unreadable): ApplicationFailure {
  return ApplicationFailure.create({ type: because, message: SENTENCES[because], nonRetryable: false });
}
