import { z } from 'zod';
import { meaningFault } from './input/id-meaning.ts';

/** Lower-case slugs without `:`; keys are joined with `:`. */
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/** Whether a text is what an id of the workspace's own may be. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Printable ASCII: two ids can never collide after encoding, as lone surrogates do. */
const PRINTABLE = /^[\x21-\x7e]{1,128}$/;
const EMAIL = /^[^@]+@[^@]+\.[^@]+$/;

/** One line, and no space at its ends. */
const ITEM = /^[^\p{Cc}\p{Cs} ](?:[^\p{Cc}\p{Cs}]{0,126}[^\p{Cc}\p{Cs} ])?$/u;

const slug = (what: string, example: string) =>
  z.string().regex(SLUG, `${what} is 1 to 40 lower-case letters, digits or hyphens, such as "${example}"`);
const printable = (what: string) =>
  z.string().regex(PRINTABLE, { error: `${what} is 1 to 128 printable ASCII characters without spaces`, abort: true });
/** Refuses also what is well formed and names nothing, several things, or a person; see `meaningFault`. */
const meaningful = (what: string, of: 'customer' | 'event') =>
  printable(what).superRefine((id, context) => {
    const fault = meaningFault(id, of);
    if (fault) context.addIssue({ code: 'custom', message: fault.message });
  });

export const workspaceId = slug('a workspace id', 'my-shop').brand<'WorkspaceId'>();
export const journeyId = slug('a journey id', 'win-back').brand<'JourneyId'>();
export const stepId = slug('a step id', 'remind').brand<'StepId'>();
export const sourceId = slug('a source', 'my-shop').brand<'SourceId'>();
/** Of a subscription to the feed. */
export const subscriptionId = slug('a subscription id', 'warehouse').brand<'SubscriptionId'>();
export const slotId = slug('a slot', 'home').brand<'SlotId'>();
export const audienceId = slug('an audience id', 'regulars').brand<'AudienceId'>();
export const segmentId = slug('a segment id', 'at-risk').brand<'SegmentId'>();
export const templateId = slug('a template id', 'check-in').brand<'TemplateId'>();
export const variantId = slug('a variant id', 'champions').brand<'VariantId'>();
export const tierId = slug('a tier id', 'gold').brand<'TierId'>();
/** Of a rule or a campaign of the loyalty programme. */
export const ruleId = slug('a rule id', 'orders').brand<'RuleId'>();
/** Of a pool of coupons. */
export const poolId = slug('a pool id', 'welcome').brand<'PoolId'>();
export const badgeId = slug('a badge id', 'explorer').brand<'BadgeId'>();
export const questId = slug('a quest id', 'three-orders').brand<'QuestId'>();
/** Of a step or a milestone of a quest. */
export const questPartId = slug('an id within a quest', 'orders').brand<'QuestPartId'>();
/** Of a draw of the loyalty programme. */
export const drawId = slug('a draw id', 'wheel').brand<'DrawId'>();
/** Of one of its prizes. */
export const prizeId = slug('a prize id', 'mug').brand<'PrizeId'>();
/** Of a leaderboard of the loyalty programme. */
export const boardId = slug('a board id', 'this-week').brand<'BoardId'>();
/** Of an article, as purchases and the catalogue name it: it never enters an id of Temporal's, so it may be any line of text. */
export const itemId = z
  .string()
  .regex(ITEM, 'an item id is 1 to 128 characters without line breaks, and no space at its ends, such as "85123A"')
  .brand<'ItemId'>();
/** Of messages: `marketing`, `service`, or a name of the marketer's own. */
export const categoryId = slug('a category', 'service').brand<'CategoryId'>();
export const eventId = meaningful('an event id', 'event').brand<'EventId'>();
/** Of whoever enters. */
export const customerId = meaningful('a customer id', 'customer').brand<'CustomerId'>();
/** Of somebody who is asked for: some ids that no longer enter may have done so once, e-mail addresses never. */
export const knownCustomerId = printable('a customer id')
  .refine(
    (id) => !EMAIL.test(id),
    'a customer id must be a pseudonym, not an e-mail address: ids show in the Temporal UI',
  )
  .brand<'CustomerId'>();

export type WorkspaceId = z.infer<typeof workspaceId>;
export type JourneyId = z.infer<typeof journeyId>;
export type StepId = z.infer<typeof stepId>;
export type SourceId = z.infer<typeof sourceId>;
export type SubscriptionId = z.infer<typeof subscriptionId>;
export type SlotId = z.infer<typeof slotId>;
export type AudienceId = z.infer<typeof audienceId>;
export type SegmentId = z.infer<typeof segmentId>;
export type TemplateId = z.infer<typeof templateId>;
export type VariantId = z.infer<typeof variantId>;
export type TierId = z.infer<typeof tierId>;
export type RuleId = z.infer<typeof ruleId>;
export type BoardId = z.infer<typeof boardId>;
export type PoolId = z.infer<typeof poolId>;
export type BadgeId = z.infer<typeof badgeId>;
export type QuestId = z.infer<typeof questId>;
export type QuestPartId = z.infer<typeof questPartId>;
export type DrawId = z.infer<typeof drawId>;
export type PrizeId = z.infer<typeof prizeId>;
export type ItemId = z.infer<typeof itemId>;
export type CategoryId = z.infer<typeof categoryId>;
export type EventId = z.infer<typeof eventId>;
export type CustomerId = z.infer<typeof customerId>;

/** Whether an article that somebody names can be an item: purchases may say anything. */
export function isItemId(text: string): text is ItemId {
  return ITEM.test(text);
}
