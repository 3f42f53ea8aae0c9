import { z } from 'zod';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { JourneyId } from '../../domain/ids.schema.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { isoTime } from '../../domain/time.ts';
import { insideJourneys } from '../customers/enrolments-view.ts';
import type { ApiDeps } from '../deps.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { getJourneyInsideContract } from './get-journey-inside.contract.ts';
import { findJourney } from './journey-view.ts';

export const getJourneyInside = endpoint(getJourneyInsideContract, async ({ params, query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { limit, cursor, step, version } = query;
  await findJourney(deps, here.workspace._id, params.id);
  const after = cursor === undefined ? {} : { after: { value: null, _id: readCursor(cursor, z.string()) } };
  const rows = await deps.stores.customerList.list(
    here.workspace._id,
    { standsAt: { journey: params.id, step, version } },
    { by: 'id', order: 'asc' },
    { limit: limit + 1, ...after },
  );
  const { page, next } = cutPage(rows, limit, (last) => last._id);
  const inside = await Promise.all(page.map((row) => insidersIn(deps, here, row, params.id)));
  const wanted = inside
    .flat()
    .filter((one) => (step ?? one.step) === one.step && (version ?? one.version) === one.version);
  return { status: 200, body: { asOf: isoTime(here.now), inside: wanted, next } };
});

async function insidersIn({ stores }: ApiDeps, { workspace }: Here, { customer, state }: CustomerRow, id: JourneyId) {
  const playbook = await stores.playbooks.load(workspace._id, workspace.playbook, pinsOf(state));
  const own = insideJourneys(state, playbook).filter(({ journey }) => journey === id);
  return own.map(({ version, entered, enteredAt, step, since, waits }) => {
    const { for: waitsFor, until: goesOnAt, ...awaited } = waits;
    return { customer, version, entered, enteredAt, step, since, waitsFor, waits: awaited, goesOnAt };
  });
}
