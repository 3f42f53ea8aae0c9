import { Context } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { openIngest, wakesOf, type Ingest } from '../ingest/open.ts';
import { customersQueue } from '../workflows/messages.ts';

/** Over the client of the worker; what cannot be delivered at once is the sweeper's. */
export function ingestFrom(connection: Connection, now: () => Instant): Ingest {
  const { client, info } = Context.current();
  const wakes = wakesOf(client, { taskQueue: customersQueue(info.taskQueue) });
  return openIngest({ connection, ...wakes, now, failed: () => undefined });
}

export function acceptProfileFrom(connection: Connection, now: () => Instant): Ingest['acceptProfile'] {
  return async (...change) => await ingestFrom(connection, now).acceptProfile(...change);
}

export function tellFrom(connection: Connection, now: () => Instant): Ingest['tell'] {
  return async (...told) => await ingestFrom(connection, now).tell(...told);
}
