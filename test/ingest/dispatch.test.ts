import { expect, test } from 'vitest';
import { UNDELIVERED } from '../../db/events/events.ts';
import { customerId, workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { createDispatch } from '../../ingest/dispatch.ts';
import { aPurchase, NOON } from '../builders.ts';
import { aStoredRow } from '../contract/rows.ts';
import { memoryEventStore } from '../memory/events.ts';
import { Tables } from '../memory/tables.ts';
import { saidBy } from '../said-by.ts';

const NOISY = workspaceId.parse('noisy');
const QUIET = workspaceId.parse('quiet');

const UNAVAILABLE = saidBy(14);
const TOO_LARGE = saidBy(3);

function aRow(id: string, workspace: WorkspaceId, customer = 'c-1') {
  return aStoredRow(aPurchase({ id }), { p: UNDELIVERED, due: NOON, workspace, customer: customerId.parse(customer) });
}

/** Deliveries to the noisy workspace fail of what is given, but those to `fine` there. */
function aDispatch(failure: Error) {
  const tries: string[] = [];
  const dispatch = createDispatch({
    events: memoryEventStore(new Tables()),
    wake: async ({ workspace, customer }) => {
      tries.push(`${workspace} ${customer}`);
      if (workspace === NOISY && customer !== 'fine') throw failure;
    },
    timeOf: async () => ({ isMoving: false }),
    now: () => NOON,
    failed: () => undefined,
  });
  return { tries, dispatch };
}

test.each([
  ['Temporal away', UNAVAILABLE],
  ['a refusal', TOO_LARGE],
])('after %s for one workspace, another one is delivered to in the same moment', async (_what, failure) => {
  const { dispatch } = aDispatch(failure);
  expect((await dispatch([aRow('a', NOISY)])).delivered).toEqual([]);
  expect((await dispatch([aRow('b', QUIET)])).delivered).toEqual([aRow('b', QUIET)._id]);
});

test('while Temporal is away for a workspace, its next request does not wait to find that out', async () => {
  const { dispatch, tries } = aDispatch(UNAVAILABLE);
  await dispatch([aRow('a', NOISY)]);
  expect(await dispatch([aRow('b', NOISY, 'fine')])).toEqual({ delivered: [], refused: [] });
  expect(tries).toEqual(['noisy c-1']);
});

test('a customer who is refused does not keep back another one of the workspace', async () => {
  const { dispatch } = aDispatch(TOO_LARGE);
  expect(await dispatch([aRow('a', NOISY)])).toEqual({ delivered: [], refused: [aRow('a', NOISY)._id] });
  expect((await dispatch([aRow('b', NOISY, 'fine')])).delivered).toEqual([aRow('b', NOISY)._id]);
});
