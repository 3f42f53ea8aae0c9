import { describe, expect, test } from 'vitest';
import { customerId, subscriptionId, workspaceId } from '../../../domain/ids.schema.ts';
import { customerKey, workflowId } from '../../../domain/keys.ts';
import { givenPayloadKey, isPayloadKeyOf, payloadCustomer, payloadKeyOf } from '../../../domain/privacy/payload-key.ts';
import { iysExchangeId } from '../../../workflows/iys-messages.ts';
import {
  BOTS_WORKFLOW,
  deliveryId,
  dueFitId,
  earlierTaskId,
  jobId,
  schedulerId,
  UPKEEP_WORKFLOW,
} from '../../../workflows/job-messages.ts';

const SHOP = workspaceId.parse('my-shop');

describe('the key of what Temporal keeps', () => {
  test('is that of the customer whose workflow it is, whatever their id holds', () => {
    for (const id of ['c-1', 'a:b', 'a%3Ab', 'x/y?z']) {
      const key = payloadKeyOf(workflowId(customerKey(SHOP, customerId.parse(id))));
      expect(key && payloadCustomer(key)).toEqual({ workspace: SHOP, customer: id });
    }
  });

  test('is that of the workspace for all else, and none for what belongs to no workspace', () => {
    const subscription = subscriptionId.parse('warehouse');
    const ids = [jobId(SHOP, 'j'), earlierTaskId(SHOP, 't'), deliveryId(SHOP, subscription), iysExchangeId(SHOP)];
    for (const id of [...ids, dueFitId(SHOP), `${dueFitId(SHOP)}-2026-11-28T00:00:00Z`]) {
      const key = payloadKeyOf(id);
      expect(key, id).toBe(SHOP);
      expect(key && payloadCustomer(key)).toBeNull();
    }
    expect([payloadKeyOf(UPKEEP_WORKFLOW), payloadKeyOf(BOTS_WORKFLOW)]).toEqual([null, null]);
    expect(payloadKeyOf(schedulerId('fit:my-shop'))).toBeNull();
  });

  test('belongs to one workspace, also where ids begin alike; one that nobody here wrote is nobody’s', () => {
    for (const id of ['my-shop', 'my-shop:c-1']) expect(isPayloadKeyOf(givenPayloadKey(id), SHOP)).toBe(true);
    for (const id of ['my-shop-2', 'my-shop-2:c-1', 'my', '']) {
      expect(isPayloadKeyOf(givenPayloadKey(id), SHOP), id).toBe(false);
    }
    expect(payloadCustomer(givenPayloadKey('my-shop:%E0'))).toBeNull();
  });
});
