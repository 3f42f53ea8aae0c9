import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { customerRow } from '../db/customers/customer-row.ts';
import { customerCollection, type CustomerRow } from '../db/customers/customers.ts';
import { effectCollection, type EffectRow } from '../db/messaging/effects.ts';
import { fold } from '../domain/decision/decide.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import { customerId, journeyId, slotId, stepId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, effectKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { basisOf } from '../domain/scoring/model.ts';
import { UTC } from '../domain/time-zone.ts';
import { DAY, SECOND, type Instant } from '../domain/time.ts';
import { ledgerOf } from './ledgers.ts';
import { percentile, type Figure } from './report.ts';
import type { CallApi } from './rollout.ts';

const CUSTOMERS = 2_000;
const EACH = 5;
const MOST_ORDERS = 12;
const PER_SECOND = 200;
const SECONDS = 20;
/** The first ones fill the caches. */
const WARMING = 2 * PER_SECOND;
const GOAL = 20;

const PROGRAMME = {
  earn: [{ id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: { by: 'never' } }],
  tiers: {
    metric: { by: 'spend' },
    window: { by: 'rolling', days: 365 },
    validity: { by: 'days', days: 365 },
    levels: [
      { id: 'bronze', name: 'Bronze', min: 0 },
      { id: 'gold', name: 'Gold', min: 60_000 },
    ],
  },
};

interface Shop {
  readonly url: string;
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly playbook: Playbook;
  readonly now: Instant;
}

/** What pages ask for, of customers with a programme and some placements each, so many times a second. */
export async function measurePlacements(store: Connection, shop: Shop, call: CallApi): Promise<readonly Figure[]> {
  await insert(store, shop);
  await call('PUT', '/v1/loyalty', PROGRAMME);
  await call('POST', '/v1/loyalty/publish');
  const took: number[] = [];
  const asked: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < WARMING + SECONDS * PER_SECOND; n += 1) {
    const due = begun + (n * SECOND) / PER_SECOND;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    // From when it was due, so that a reply which holds others up is counted with them.
    asked.push(
      ask(shop, n).then((isAnswered) => {
        if (n >= WARMING) took.push(isAnswered ? performance.now() - due : Infinity);
      }),
    );
  }
  await Promise.all(asked);
  const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
  const what = `GET /v1/placements, ${PER_SECOND} a second, p99`;
  return [{ what, measured: `${p99.toFixed(1)} ms, p50 ${p50.toFixed(1)} ms`, goal: `<= ${GOAL} ms`, ok: p99 <= GOAL }];
}

/** @returns false where it was refused, as too much at once is */
async function ask(shop: Pick<Shop, 'url' | 'key'>, n: number, isAgain = false): Promise<boolean> {
  const { url, key } = shop;
  const address = `${url}/v1/placements?customer=c-${(n * 7) % CUSTOMERS}`;
  const reply = await fetch(address, { headers: { Authorization: `Bearer ${key}` } }).catch(() => null);
  // The server may close a connection in the very moment in which it is used again; clients send such a read once more.
  if (reply === null) return isAgain ? false : await ask(shop, n, true);
  await reply.arrayBuffer();
  return reply.ok;
}

async function insert(store: Connection, shop: Shop): Promise<void> {
  const numbers = Array.from({ length: CUSTOMERS }, (_, n) => n);
  await customerCollection(store).insertMany(numbers.map((n) => customer(shop, n)));
  await effectCollection(store).insertMany(numbers.flatMap((n) => banners(shop, n)));
}

function customer({ workspace, playbook, now }: Shop, n: number): CustomerRow {
  const id = customerId.parse(`c-${n}`);
  const key = customerKey(workspace, id);
  const ledger = ledgerOf(n, MOST_ORDERS, now);
  const state = { ...NEW_CUSTOMER, seq: 1, ledger, basis: basisOf(playbook.scoring.counts) };
  const folded = fold({ customer: key, playbook, timezone: UTC, sandbox: true, state, now });
  return customerRow({ workspace, customer: id, chain: 'import:bench' }, key, folded, playbook);
}

function banners({ workspace, now }: Shop, n: number): readonly EffectRow<'showPlacement'>[] {
  const id = customerId.parse(`c-${n}`);
  return Array.from({ length: EACH }, (_, visit) => {
    const place = { journey: journeyId.parse('hello'), version: 1, enrolment: 1, step: stepId.parse('top'), visit };
    return {
      _id: effectKey(customerKey(workspace, id), place),
      workspace,
      customer: id,
      kind: 'showPlacement',
      origin: { by: 'journey', place },
      at: now - visit * SECOND,
      about: { placement: 'banner', slot: slotId.parse('home'), until: now + DAY },
      attempts: 1,
      changedAt: now,
      state: 'done',
      result: { content: { title: 'Hello', body: 'There is something new for you.', priority: visit } },
    };
  });
}
