import { z } from 'zod';
import { CHANNELS, PURPOSES, type Channel, type Purpose } from '../domain/channels/channel.ts';
import { knownCustomerId, workspaceId, type CustomerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Seals } from './seal.ts';

/** What a link in a message is about. */
export interface MessageScope {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** The name of the message (`messageName`); empty where the link was in none. */
  readonly message: string;
}

/** The first part is the version of what follows. */
const shape = z.tuple([
  z.literal(1),
  workspaceId,
  knownCustomerId,
  z.enum(CHANNELS),
  z.enum(PURPOSES),
  z.string().max(64),
]);

/** The link of a preference page and of one click: whoever reads it learns nothing, not even of whom it is. */
export function preferenceToken(
  seals: Seals,
  { workspace, customer, channel, purpose, message }: MessageScope,
): string {
  return seals.seal('preferences', JSON.stringify([1, workspace, customer, channel, purpose, message]));
}

/** @returns `undefined` where it is none of ours */
export function scopeOfToken(seals: Seals, token: string): MessageScope | undefined {
  const text = seals.open('preferences', token);
  if (text === undefined) return undefined;
  const read = readShape(shape, JSON.parse(text));
  if ('problems' in read) return undefined;
  const [, workspace, customer, channel, purpose, message] = read.value;
  return { workspace, customer, channel, purpose, message };
}
