import { typeNamed } from './names.ts';
import type { RuleFields, SourceMapping } from './source.schema.ts';

/** What a name of Segment's specifications is here; every other name is a type of its own. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['order_completed', 'purchase'],
  ['order_refunded', 'refund'],
  ['product_viewed', 'view'],
  ['product_added', 'cart'],
  ['email_opened', 'open'],
  ['push_notification_opened', 'open'],
  ['email_link_clicked', 'click'],
  ['push_notification_tapped', 'click'],
  ['application_opened', 'app.open'],
]);

/** Withdraws consent to e-mail, by Segment's specification of e-mail events. */
export const UNSUBSCRIBED = 'unsubscribed';

/** What becomes of a `track` call, and where its fields are. */
export interface RuleFound {
  readonly type: string;
  readonly fields: RuleFields;
}

/** A rule of the source goes before the usual ones. */
export function ruleFor(event: string, { events }: SourceMapping): RuleFound {
  const name = typeNamed(event);
  const rule = events.find((one) => typeNamed(one.event) === name);
  if (rule) return { type: rule.type, fields: rule.fields ?? {} };
  return { type: USUAL.get(name) ?? name, fields: {} };
}
