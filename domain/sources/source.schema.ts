import { z } from 'zod';
import { eventTypeName } from '../events/event-type.schema.ts';
import { sourceId } from '../ids.schema.ts';
import { typeNamed } from './names.ts';

/** Where events come from. */
export const SOURCE_KINDS = ['api', 'segment', 'shopify', 'woocommerce', 'browser'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What of a contact a source may change. */
export const CONTACT_FIELDS = ['email', 'timezone', 'consent'] as const;

const MOST_RULES = 100;
const PATH = /^[A-Za-z0-9_$-]{1,64}(?:\.[A-Za-z0-9_$-]{1,64}){0,6}$/;

const path = z
  .string()
  .regex(PATH, 'a path is names with dots between them, such as cart.total')
  .describe('Names with dots between them, within the properties of the event');

const fields = z
  .strictObject({
    order: path.optional().describe('Id of the order; left out, order_id'),
    amount: path.optional().describe('What was paid or given back; left out, total, then revenue, then value'),
    currency: path.optional().describe('ISO 4217; left out, currency'),
    items: path.optional().describe('The list of what was bought; left out, products'),
    item: path.optional().describe('The article that was looked at or added; left out, sku, then product_id'),
  })
  .describe('Where our fields are, if not where the specification of Segment puts them');

const rule = z
  .strictObject({
    event: z
      .string()
      .min(1)
      .max(100)
      .describe(
        'Name of an event as it is sent; case, and whether words are joined by spaces or _, make no difference',
      ),
    type: z
      .union([z.literal('ignore'), eventTypeName])
      .refine((type) => !['summary', 'profile', 'identify', 'webhook-reply'].includes(type), {
        error: 'a rule makes purchase, refund, view, cart, open, click, a type of your own, or ignore',
      })
      .describe('What it is here: purchase, refund, view, cart, open, click, a type of your own, or ignore'),
    fields: fields.optional(),
  })
  .meta({ id: 'SourceRule', description: 'What becomes of the events of one name' });
export type RuleFields = z.infer<typeof fields>;

export const sourceMapping = z
  .strictObject({
    customer: z
      .enum(['id', 'email'])
      .default('id')
      .describe(
        'Who somebody is. id: by the id that the source gives them, and by a keyed hash of their address where it gives none. email: by that hash wherever there is an address',
      ),
    contact: z
      .array(z.enum(CONTACT_FIELDS))
      .max(CONTACT_FIELDS.length)
      .default([])
      .describe('What of a contact the source may change; left out, nothing: addresses are then dropped unread'),
    item: z
      .enum(['sku', 'product', 'variant'])
      .default('sku')
      .describe('Which id of an article is its id in your catalogue; where there is none of these, another one counts'),
    events: z
      .array(rule)
      .max(MOST_RULES, `at most ${MOST_RULES} rules`)
      .default([])
      .superRefine((rules, context) => {
        const seen = new Set<string>();
        rules.forEach(({ event }, index) => {
          const name = typeNamed(event);
          if (seen.has(name)) {
            context.addIssue({
              code: 'custom',
              path: [index, 'event'],
              message: 'another rule speaks of this event already; take one of them out',
            });
          }
          seen.add(name);
        });
      })
      .describe('Of sources of the kind segment: rules that go before the usual ones'),
  })
  .meta({ id: 'SourceMapping', description: 'How what a source says is read' });
export type SourceMapping = z.infer<typeof sourceMapping>;

/** What holds for a source that says nothing of it. */
export const USUAL_MAPPING: SourceMapping = { customer: 'id', contact: [], item: 'sku', events: [] };

/** Of those that need no declaration. */
export const SEGMENT_SOURCE = sourceId.parse('segment');
export const BROWSER_SOURCE = sourceId.parse('browser');
