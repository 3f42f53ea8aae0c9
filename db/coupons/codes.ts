import type { Connection, mongo } from 'mongoose';
import type { CouponCode } from '../../domain/coupons/code.schema.ts';
import type {
  Coupon,
  FreeCode,
  HeldCode,
  Redeemed,
  Released,
  Reserved,
  SharedCode,
} from '../../domain/coupons/coupon.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';
import type { Contribution } from '../tallies/tally.ts';

interface RowOfCode {
  /** `workspace:code`: no two pools of a workspace can have the same one. */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** Raised by whoever changes the code or a use of it, so that two who do so at once conflict. */
  readonly changes: number;
}

/** A code and what has become of it. */
export type CodeRow = RowOfCode &
  (
    | (FreeCode & {
        /** Drawn when it came: those who take one at the same moment take different ones. */
        readonly lot: number;
      })
    | (HeldCode & {
        /** When it expires unused; left out while an order has it. */
        readonly due?: Instant;
      })
    | SharedCode
  );

export interface UseRowBase {
  /** `workspace:code:order` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly pool: Coupon['pool'];
  readonly code: CouponCode;
}

/** What one order made of a code. `due`: when a reservation is over by itself. `under`: what a redemption is counted under. */
export type UseRow = UseRowBase &
  ((Reserved & { readonly due: Instant }) | (Redeemed & { readonly under?: readonly Contribution[] }) | Released);

export function codeKey(workspace: WorkspaceId, code: CouponCode): string {
  return `${workspace}:${code}`;
}

export function codeCollection(connection: Connection): mongo.Collection<CodeRow> {
  return collectionOf<CodeRow>(connection, 'coupon_codes', [
    { keys: { workspace: 1, pool: 1, lot: 1 }, options: { partialFilterExpression: { is: 'free' } } },
    { keys: { workspace: 1, pool: 1, due: 1 }, options: { partialFilterExpression: { due: { $exists: true } } } },
  ]);
}

export function useCollection(connection: Connection): mongo.Collection<UseRow> {
  return collectionOf<UseRow>(connection, 'coupon_uses', [
    { keys: { workspace: 1, code: 1, customer: 1, is: 1 } },
    { keys: { workspace: 1, customer: 1, order: 1 } },
    { keys: { workspace: 1, pool: 1, due: 1 }, options: { partialFilterExpression: { due: { $exists: true } } } },
  ]);
}

/** A code as the domain knows it. */
export function couponOf(row: CodeRow): Coupon {
  const { code, pool, taken } = row;
  switch (row.is) {
    case 'free':
    case 'shared':
      return { is: row.is, code, pool, taken };
    case 'held':
    case 'expired':
    case 'revoked': {
      const { customer, grant, grantedAt, expires } = row;
      return { is: row.is, code, pool, taken, customer, grant, grantedAt, expires };
    }
  }
}
