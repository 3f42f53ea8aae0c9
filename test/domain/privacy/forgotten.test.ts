import { expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { customerId, workspaceId } from '../../../domain/ids.schema.ts';
import { broughtKey, cameKey, keyNaming } from '../../../domain/keys.ts';
import { forgetting, othersIn, renamedFields, renamedIn } from '../../../domain/privacy/forgotten.ts';
import { DAY } from '../../../domain/time.ts';
import { aPurchase, CUSTOMER, NOON } from '../../builders.ts';
import { Life, withLoyalty } from '../loyalty/life.ts';

const SHOP = workspaceId.parse('shop');
const ADA = customerId.parse('ada');
const EVE = customerId.parse('eve');
/** As it is drawn: no id that a caller can send. */
const WHO = { customer: ADA, alias: 'erased 1' as typeof ADA };

const points = (many: number) => ({ give: 'points', points: many });
const PROGRAMME = { earn: [], referral: { referrer: [points(50)], referred: [points(20)], pendingDays: 0 } };

/** Brought by one, who is erased, and bringing them too: a circle that only a test can make. */
function lived(): Life {
  const happened = (at: number) => ({ customer: CUSTOMER, at, seenAt: at, receivedAt: at });
  const [came, brought] = [cameKey(SHOP, CUSTOMER, ADA), broughtKey(SHOP, ADA)];
  return new Life(withLoyalty(PROGRAMME))
    .take(NOON, { kind: 'referral-came', key: came, from: ADA, ...happened(NOON) })
    .take(NOON + DAY, aPurchase({ id: 'o-1', at: NOON + DAY }))
    .take(NOON + 2 * DAY, { kind: 'referral-brought', key: brought, who: ADA, ...happened(NOON + 2 * DAY) });
}

test('what is told of somebody who is erased folds to the state that has forgotten them, and names them nowhere', () => {
  const { entries, effects, state } = lived();
  expect(othersIn(state)).toEqual([ADA]);
  const known = forgetting(state, WHO);
  const renamed = entries.map((entry) => Object.assign(structuredClone(entry), renamedFields({ ...entry }, WHO)));
  expect(loyaltyDifferences(known.loyalty, foldEntries(NOTHING_TOLD, renamed))).toEqual([]);
  expect(loyaltyDifferences(state.loyalty, foldEntries(NOTHING_TOLD, entries))).toEqual([]);
  expect(othersIn(known)).toEqual([WHO.alias]);
  expect(JSON.stringify(state)).toContain('ada');
  expect(JSON.stringify([known, renamed, effects.map((one) => renamedIn(one, WHO))])).not.toContain('ada');
  expect(renamedIn(state, WHO)).toEqual(known);
});

test('whoever is not erased stays, and so does what is spelled like the id of somebody who is', () => {
  const { state } = lived();
  expect(forgetting(state, { ...WHO, customer: EVE })).toEqual(state);
  const said = {
    tier: 'ada',
    fact: { what: 'badge', from: 'ada', who: 'ada' },
    data: { referrer: 'ada', other: 'ada', by: 'ada' },
    key: 'shop:api:ada',
    at: new Date(0),
    none: null,
  };
  expect(renamedIn(said, WHO)).toEqual(said);
  expect(keyNaming(cameKey(SHOP, ADA, EVE, 5), customerId.parse('5'), EVE)).toBe(cameKey(SHOP, ADA, EVE, 5));
});

test('a row of the ledger and a line of the feed name nobody who is erased', () => {
  const effect = { kind: 'tellReferrer', about: { referrer: 'ada' } };
  expect(renamedIn(effect, WHO)).toEqual({ kind: 'tellReferrer', about: { referrer: 'erased 1' } });
  const came = { kind: 'referral', data: { what: 'referral', is: 'came', by: 'c-1:ada', from: 'ada' } };
  expect(renamedIn(came, WHO)).toMatchObject({ data: { by: 'c-1:erased%201', from: 'erased 1' } });
  const line = { kind: 'points', data: { what: 'awarded', cause: { by: 'referral', as: 'referrer', other: 'ada' } } };
  expect(renamedIn(line, WHO)).toMatchObject({ data: { cause: { other: 'erased 1' } } });
});
