import type { Connection, mongo } from 'mongoose';
import { platformDigits, type Money } from '../../domain/currency.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Kept } from '../../domain/privacy/retention.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

export interface WorkspaceRow {
  readonly _id: WorkspaceId;
  /** ISO 4217. */
  readonly currency: string;
  /** How many digits its minor units take. Version 0.2.0 left it out; a migration adds it. */
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
  /** What it keeps for a time only; left out: everything is kept. */
  readonly retention?: Kept;
}

export function workspaceCollection(connection: Connection): mongo.Collection<WorkspaceRow> {
  return collectionOf<WorkspaceRow>(connection, 'workspaces');
}

/** What the amounts of a workspace are in: its digits are those it was made with, whatever tables say later. */
export function moneyOf({ currency, digits = platformDigits(currency) }: WorkspaceRow): Money {
  return { currency, digits };
}

/** A workspace's time: its test clock, or else the wall clock. */
export function workspaceTime(workspace: WorkspaceRow, wallClock: Instant): Instant {
  return workspace.clock ?? wallClock;
}
