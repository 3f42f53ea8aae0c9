import type { Scalar } from './conditions/field.ts';

/** What came with somebody who was asked in by name; conditions and templates see it as `entry.<name>`. */
export type Payload = Readonly<Record<string, Scalar>>;

/** As conditions and templates name a value: `entry.order_id`. */
const NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;

/** Whether a value of a payload can be called so. */
export function isPayloadName(name: string): boolean {
  return NAME.test(name);
}
