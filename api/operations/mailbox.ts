import { z } from 'zod';
import type { MailRow } from '../../db/messaging/mailbox.ts';
import type { Caller } from '../http/caller.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import type { ApiDeps } from '../deps.ts';

const cursor = z.tuple([z.number(), z.string()]);

/** A page of a workspace's mailbox, newest first. */
export async function readMailbox(
  { stores }: Pick<ApiDeps, 'stores'>,
  caller: Caller,
  query: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly page: readonly MailRow[]; readonly next: string | null }> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, cursor);
  const rows = await stores.mails.list(caller.workspace, {
    limit: query.limit + 1,
    ...(after ? { after: { at: after[0], _id: after[1] } } : {}),
  });
  return cutPage(rows, query.limit, (last) => [last.at, last._id]);
}
