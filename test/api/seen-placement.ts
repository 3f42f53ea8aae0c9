import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { customerId, journeyId, slotId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey, type EffectKey } from '../../domain/keys.ts';
import type { PlacementSign } from '../../domain/policy/placements.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { DAY } from '../../domain/time.ts';
import type { CouponContext } from '../../domain/words/template-context.ts';
import type { Edge } from './edge.ts';

/** A banner of the journey `hello` that this customer was shown now, of a coupon or of none, and a way to tell of it as pages do. */
export async function shownBanner(edge: Edge, id: string, zone: string, coupon?: CouponContext) {
  const who = customerId.parse(id);
  const place = { journey: journeyId.parse('hello'), version: 1, enrolment: 1, step: stepId.parse('show'), visit: 1 };
  const key: EffectKey = effectKey(customerKey(edge.workspace, who), place);
  const at = edge.clock.now;
  const about = {
    placement: 'banner',
    slot: slotId.parse('home'),
    until: at + DAY,
    ...(coupon ? { coupon } : {}),
  } as const;
  const row = { _id: key, workspace: edge.workspace, customer: who, kind: 'showPlacement', at } as const;
  const end = { state: 'done', result: { content: { title: 'Hello', body: 'Hello' } } } as const;
  await mongoEffectLedger(edge.deps.connection).record({ ...row, origin: { by: 'journey', place }, about }, end, at);
  const tell = async (...signs: readonly (readonly [id: string, sign: PlacementSign])[]) => {
    const told = signs.map(([name, sign]) => ({ key, sign: { id: name, sign, at, day: dayOf(at, zone) } }));
    await edge.deps.stores.placements.note(told);
  };
  return { key, tell };
}
