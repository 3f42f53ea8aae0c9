import type { Payload } from '@temporalio/common';
import type { z } from 'zod';
import { openedWith, whyClosed, type Opened } from '../../codec/payload-codec.ts';
import { keyIdIn } from '../../codec/sealed-payload.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isPayloadKeyOf } from '../../domain/privacy/payload-key.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { postCodecDecodeContract } from './post-codec-decode.contract.ts';

type Given = z.output<(typeof postCodecDecodeContract)['input']['body']>['payloads'][number];

export const postCodecDecode = endpoint(postCodecDecodeContract, async ({ body, caller }, { payloadKeys }) => {
  const payloads = [];
  const faults = [];
  for (const [n, given] of body.payloads.entries()) {
    const opened = await openedHere({ payloadKeys }, caller.workspace, given);
    if (opened.is === 'open') payloads.push(opened.shown);
    else faults.push({ because: opened.because, path: `payloads[${n}]`, message: whyClosed(opened.because) });
  }
  if (faults.length > 0) throw refused(faults);
  return { status: 200, body: { payloads } };
});

type Shown = { readonly is: 'open'; readonly shown: Given } | Extract<Opened, { readonly is: 'closed' }>;

async function openedHere(
  { payloadKeys }: Pick<ApiDeps, 'payloadKeys'>,
  workspace: WorkspaceId,
  given: Given,
): Promise<Shown> {
  const payload = payloadOf(given);
  const id = keyIdIn(payload);
  if (id === null) return { is: 'open', shown: given };
  // Whoever is of another workspace learns nothing, not even whether somebody was erased there.
  if (!isPayloadKeyOf(id, workspace)) return { is: 'closed', because: 'payload-key-unknown' };
  const opened = await openedWith(payloadKeys, payload);
  return opened.is === 'closed' ? opened : { is: 'open', shown: { ...given, ...textsOf(opened.payload) } };
}

function payloadOf({ metadata, data }: Given): Payload {
  const fields = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return { metadata: Object.fromEntries(fields), data: Buffer.from(data ?? '', 'base64') };
}

function textsOf({ metadata, data }: Payload) {
  const fields = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  return { metadata: Object.fromEntries(fields), data: Buffer.from(data ?? []).toString('base64') };
}

interface Fault extends Pick<Extract<Opened, { readonly is: 'closed' }>, 'because'> {
  readonly path: string;
  readonly message: string;
}

/** All of them at once: nothing is read by half. */
function refused(faults: readonly Fault[]): ApiProblem {
  const problems = faults.map(({ path, message }) => ({ code: 'unreadable' as const, path, message }));
  if (!faults.some(({ because }) => because === 'payload-erased')) return invalidInput('body', problems);
  return new ApiProblem('erased', whyClosed('payload-erased'), { problems: problems.slice(0, 100) });
}
