import type { Connection, mongo } from 'mongoose';
import { platformDigits, type Money } from '../domain/currency.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf } from './schema.ts';

export interface WorkspaceRow {
  readonly _id: WorkspaceId;
  /** ISO 4217. */
  readonly currency: string;
  /** How many digits its minor units take. Version 0.2.0 left it out; the next start of an API adds it. */
  readonly digits?: number;
  /** IANA zone. */
  readonly timezone: string;
  /** The version in force. */
  readonly playbook: number;
  readonly createdAt: Instant;
  /** Where the test clock stands; a workspace without one lives in real time. */
  readonly clock?: Instant;
  /** A move of the clock under way: taken up again by whoever finds it unfinished. */
  readonly movingTo?: Instant;
  /** Where the clock stood before that move. */
  readonly movingFrom?: Instant;
  /** How many customers that move has woken, and how many of them have arrived. */
  readonly moved?: { readonly total: number; readonly arrived: number };
}

export function workspaceCollection(connection: Connection): mongo.Collection<WorkspaceRow> {
  return collectionOf<WorkspaceRow>(connection, 'workspaces');
}

/** What the amounts of a workspace are in: its digits are those it was made with, whatever tables say later. */
export function moneyOf({ currency, digits = platformDigits(currency) }: WorkspaceRow): Money {
  return { currency, digits };
}

/**
 * Gives workspaces of version 0.2.0 their digits, for good: those of this platform, by which their amounts have been
 * read and shown so far.
 */
export async function keepDigits(connection: Connection): Promise<void> {
  const workspaces = workspaceCollection(connection);
  const without = workspaces.find({ digits: { $exists: false } }).project<Pick<WorkspaceRow, '_id' | 'currency'>>({
    currency: 1,
  });
  for await (const { _id, currency } of without) {
    const change = { $set: { digits: platformDigits(currency) } };
    await workspaces.updateOne({ _id, digits: { $exists: false } }, change, { writeConcern: MAJORITY });
  }
}

/** A workspace's time: its test clock, or else the wall clock. */
export function workspaceTime(workspace: WorkspaceRow, wallClock: Instant): Instant {
  return workspace.clock ?? wallClock;
}
