import { z } from 'zod';
import type { AuditRow } from '../../db/workspaces/audit.ts';
import { isoTime } from '../../domain/time.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { namesOf, whoIs } from '../people/user.ts';
import { knownAs } from './known-as.ts';
import { getAuditContract } from './get-audit.contract.ts';

const place = z.tuple([z.number(), z.string()]);

export const getAudit = endpoint(getAuditContract, async ({ query, caller }, { stores }) => {
  const { limit, cursor, ...asked } = query;
  const { kind, object } = asked;
  const found = object === undefined ? undefined : await knownAs({ stores }, caller.workspace, kind, object);
  const filter = { ...asked, object: found };
  const after = cursor === undefined ? undefined : readCursor(cursor, place);
  const [rows, names] = await Promise.all([
    stores.audit.page(caller.workspace, filter, {
      limit: limit + 1,
      ...(after ? { after: { at: after[0], _id: after[1] } } : {}),
    }),
    namesOf(stores, caller.workspace),
  ]);
  const { page, next } = cutPage(rows, limit, ({ at, _id }) => [at, _id]);
  return { status: 200, body: { entries: page.map((row) => entryOf(row, names)), next } };
});

function entryOf(row: AuditRow, names: ReadonlyMap<string, string>) {
  const { _id: id, at, actor, operation, object, status, difference } = row;
  return {
    id,
    at: isoTime(at),
    actor: whoIs(actor, names),
    operation,
    object,
    status,
    changed: difference.changed.map(({ path, before = null, after = null }) => ({ path, before, after })),
    more: difference.more,
  };
}
