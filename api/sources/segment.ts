import { at, instantOf, isObject } from '../../domain/sources/foreign.ts';
import { segmentMessage, type SegmentReading } from '../../domain/sources/segment.ts';
import { SEGMENT_SOURCE } from '../../domain/sources/source.schema.ts';
import type { Translated } from '../../domain/sources/translated.ts';
import { bodyHash } from '../../ingest/canonical.ts';
import type { Taken } from '../../ingest/sources/ports.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller, Program } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { findHostile } from '../http/hostile.ts';
import {
  postAliasContract,
  postBatchContract,
  postGroupContract,
  postIdentifyContract,
  postPageContract,
  postScreenContract,
  postTrackContract,
} from './segment.contract.ts';
import { readingOf, sendingOf, take } from './sending.ts';

const MAX_BYTES = 32 * 1024;

type FromProgram = Caller & { readonly who: Program };
type Sent = Readonly<Record<string, unknown>>;

export const postTrack = endpoint(postTrackContract, ({ body, caller }, deps) => one('track', body, caller, deps));
export const postIdentify = endpoint(postIdentifyContract, ({ body, caller }, deps) =>
  one('identify', body, caller, deps),
);
export const postPage = endpoint(postPageContract, ({ body, caller }, deps) => one('page', body, caller, deps));
export const postScreen = endpoint(postScreenContract, ({ body, caller }, deps) => one('screen', body, caller, deps));
export const postAlias = endpoint(postAliasContract, ({ body, caller }, deps) => one('alias', body, caller, deps));
export const postGroup = endpoint(postGroupContract, ({ body, caller }, deps) => one('group', body, caller, deps));

export const postBatch = endpoint(postBatchContract, ({ body, caller }, deps) => {
  const { batch, context, sentAt } = body;
  const common = isObject(context) ? { context } : {};
  return several(
    batch.map((message) => (isObject(message) ? { ...common, ...message } : message)),
    sentAt,
    caller,
    deps,
  );
});

function one(type: string, body: Sent, caller: FromProgram, deps: ApiDeps) {
  return several([{ ...body, type }], at(body, 'sentAt'), caller, deps);
}

async function several(
  messages: readonly unknown[],
  sentAt: unknown,
  { who, workspace: id }: FromProgram,
  deps: ApiDeps,
) {
  const { workspace } = await hereOf(deps, { workspace: id });
  const source = who.source ?? SEGMENT_SOURCE;
  const sending = sendingOf(workspace, source, deps.clock());
  const reading = await readingOf(deps, sending, await deps.stores.sources.glance(id, source));
  const translated = messages.map((message) => read(message, { ...reading, sentAt: instantOf(sentAt), idFor }));
  const taken = await take(deps, sending, translated);
  return {
    status: 200 as const,
    body: { success: taken.every(({ status }) => status !== 'refused'), results: taken.map(shownTaken) },
  };
}

function read(message: unknown, reading: SegmentReading): Translated {
  const hostile = findHostile(message);
  if (hostile) return { is: 'refused', id: null, reason: 'malformed', ...hostile };
  if (Buffer.byteLength(JSON.stringify(message)) > MAX_BYTES) {
    return { is: 'refused', id: null, reason: 'malformed', path: '', message: 'a message is at most 32 KB' };
  }
  return segmentMessage(message, reading);
}

/** The same message is the same event, also where nobody gave it an id. */
function idFor(message: object): string {
  return `sent:${bodyHash(message)}`;
}

export function shownTaken(taken: Taken) {
  switch (taken.status) {
    case 'accepted':
    case 'duplicate':
    case 'waiting':
      return { id: taken.id, status: taken.status };
    case 'ignored':
      return { id: taken.id, status: taken.status, reason: taken.reason };
    case 'refused':
      return { id: taken.id, status: taken.status, reason: taken.reason, path: taken.path, message: taken.message };
  }
}
