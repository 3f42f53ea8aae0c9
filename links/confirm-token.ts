import { z } from 'zod';
import { CHANNELS, PURPOSES, type Channel, type Purpose } from '../domain/channels/channel.ts';
import { knownCustomerId, workspaceId, type CustomerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Seals } from './seal.ts';

/** What somebody is asked to confirm. */
export interface ConfirmScope {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** Of the request: of several only the newest can be confirmed. */
  readonly ref: string;
}

const shape = z.tuple([
  z.literal(1),
  workspaceId,
  knownCustomerId,
  z.enum(CHANNELS),
  z.enum(PURPOSES),
  z.string().max(64),
]);

export function confirmToken(seals: Seals, { workspace, customer, channel, purpose, ref }: ConfirmScope): string {
  return seals.seal('confirm', JSON.stringify([1, workspace, customer, channel, purpose, ref]));
}

/** @returns `undefined` where it is none of ours */
export function scopeOfConfirmToken(seals: Seals, token: string): ConfirmScope | undefined {
  const text = seals.open('confirm', token);
  const read = text === undefined ? undefined : readShape(shape, JSON.parse(text));
  if (read === undefined || 'problems' in read) return undefined;
  const [, workspace, customer, channel, purpose, ref] = read.value;
  return { workspace, customer, channel, purpose, ref };
}
