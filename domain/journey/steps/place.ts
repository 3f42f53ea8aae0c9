import { z } from 'zod';
import { slotId, templateId, type TemplateId } from '../../ids.schema.ts';
import { customerIdOf } from '../../keys.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { MOST_PRIORITY, MOST_SHOWN } from '../../policy/placements.ts';
import { MOST_IN_MAIL } from '../../recommend/in-mail.ts';
import { spanOf, type Instant } from '../../time.ts';
import { couponOf } from '../../words/template-context.ts';
import { duration } from '../definition/duration.schema.ts';
import type { Problem } from '../../problem.ts';
import { saidTo } from '../../templates/said.ts';
import { isMail, type PageTexts } from '../../templates/template.ts';
import { common, line } from './options.ts';
import { effectHead, type StepAsked, type StepKind, type StepOutcome, type StepRun } from './step.ts';

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

/** As pages can open it wherever they are: `https:x` without slashes would lead to a page of their own. */
const webAddress = z
  .string()
  .max(500, 'an address has at most 500 characters')
  .refine(
    (url) => WEB_ADDRESS.test(url) && URL.canParse(url),
    'an address is such as https://example.com/offers, with https:// or http://',
  )
  .meta({ format: 'uri' });

const PAGE = /^\/[^\s?#]*$/;

/** Matched by the client, which alone knows the page: `*` stands for any text. */
const page = z
  .string()
  .max(200, 'a page has at most 200 characters')
  .regex(PAGE, 'a page is a path such as /cart or /products/*, without ? and #');

/** As many items as a list shows, where its step does not say. */
export const USUAL_ITEMS = 4;

const written = z
  .strictObject({
    ...common,
    type: z
      .literal('place')
      .describe('Shows a banner, a toast or recommended items; GET /v1/placements gives it to your pages'),
    placement: z
      .enum(['banner', 'toast', 'items'])
      .describe('Whether it is a banner, a toast, or a list of items that the customer is recommended as it is shown'),
    slot: slotId.describe('Where on your pages, by a name of your own, such as home; they ask for it by this name'),
    template: templateId
      .optional()
      .describe(
        'The id of a published template for pages, which says what is shown instead of title, body and url. The version in force when it is decided is taken',
      ),
    title: line(120).optional().describe('Needed where there is no template. Plain text: neither HTML nor Liquid'),
    body: line(500).optional().describe('Needed where there is no template. Plain text: neither HTML nor Liquid'),
    url: webAddress.optional().describe('Where a click leads: an http or https address'),
    most: z
      .int()
      .min(1)
      .max(MOST_IN_MAIL)
      .optional()
      .describe(`With items: how many at most, 1 to ${MOST_IN_MAIL}; left out, ${USUAL_ITEMS}`),
    for: duration.default('7d').describe('How long it stays, such as 3d; at most 3,660 days'),
    priority: z
      .int()
      .min(0)
      .max(MOST_PRIORITY)
      .optional()
      .describe(`From 0 to ${MOST_PRIORITY}: the highest comes first; left out, 0. Of equal ones the newest`),
    pages: z
      .array(page)
      .min(1, 'name at least one page, or leave pages out')
      .max(20, 'at most 20 pages')
      .optional()
      .describe('Paths on which it is shown, such as /cart or /products/*; left out, on all'),
    dismissible: z.boolean().optional().describe('Whether customers may close it for good; left out, they may'),
    mostShown: z
      .int()
      .min(1)
      .max(MOST_SHOWN)
      .optional()
      .describe('After so many impressions it is not shown to the customer any more; left out, only its time ends it'),
    withCoupon: z
      .boolean()
      .optional()
      .describe(
        'Shown only while a coupon can be used: the one that a mail of this enrolment would name. It goes when the coupon is redeemed, taken back or over; without a coupon nothing is shown',
      ),
    heldOut: z
      .enum(['show', 'control'])
      .optional()
      .describe(
        'What customers get who are held out of all messages: show or left out, the same as everybody; control: nothing, and pages tell when it would have been seen',
      ),
  })
  .meta({ id: 'PlaceStep' });

type Written = z.infer<typeof written>;
/** What it shows stands in the step, or in a template. */
type PlaceStep = Omit<Written, 'template' | keyof PageTexts> & (PageTexts | { readonly template: TemplateId });

/** It says what it shows in one of two ways, and in no mixture of them. */
const schema = written.transform(({ template, title, body, url, ...head }, context): PlaceStep => {
  const refuse = (fields: object, isWrong: (value: unknown) => boolean, message: string): boolean => {
    const wrong = Object.entries(fields).filter(([, value]) => isWrong(value));
    for (const [field] of wrong) context.addIssue({ code: 'custom', path: [field], message });
    return wrong.length > 0;
  };
  const isThere = (value: unknown) => value !== undefined;
  if (head.placement !== 'items' && refuse({ most: head.most }, isThere, NO_LIST)) return z.NEVER;
  if (template !== undefined)
    return refuse({ title, body, url }, isThere, SAID_TWICE) ? z.NEVER : { ...head, template };
  if (title !== undefined && body !== undefined) return { ...head, title, body, ...(url === undefined ? {} : { url }) };
  refuse({ title, body }, (value) => !isThere(value), SAID_NOWHERE);
  return z.NEVER;
});

const NO_LIST = 'only a list of items has a length; remove it';
const SAID_TWICE = 'the template says what is shown; remove this, or the template';
const SAID_NOWHERE = 'add text, or name a template that says what is shown';

const LIQUID = /\{\{|\{%/;

/** Placements are plain text, shown as they stand. */
function faults(step: PlaceStep, { path }: StepAsked): readonly Problem[] {
  if ('template' in step) return [];
  const parts = ['title', 'body', 'url'] as const;
  return parts.flatMap((part): readonly Problem[] => {
    if (!LIQUID.test(step[part] ?? '')) return [];
    const message = `a ${step.placement} is plain text, and customers would read the template as it stands; write it without {{ }} and {% %}, or name a template`;
    return [{ code: 'plain-text', path: `${path}.${part}`, message }];
  });
}

/** How long what was decided at `at` stays. */
export function untilOf(step: Pick<PlaceStep, 'for'>, at: Instant): Instant {
  return at + spanOf(step.for);
}

/** Shown in our own channel: neither consent nor caps nor quiet hours apply, since nobody is called. */
function take(step: PlaceStep, run: StepRun): StepOutcome {
  const { placement, slot } = step;
  const until = untilOf(step, run.context.at);
  const said = 'template' in step ? saidTo(run.context, step.template) : undefined;
  if (said === null || (said !== undefined && isMail(said.texts))) return { go: 'on', skipped: 'no-template' };
  const name = said && { template: said.name };
  const coupon = step.withCoupon
    ? couponOf(run.context.state, run.place, run.journey.definition.enter)
    : ('none wanted' as const);
  if (coupon === undefined) return { go: 'on', skipped: 'no-coupon' };
  const control = isControl(step, run) ? { control: true as const } : {};
  const withCoupon = coupon === 'none wanted' ? {} : { coupon };
  return {
    go: 'on',
    effect: {
      ...effectHead(placement, run),
      kind: 'showPlacement',
      placement,
      slot,
      until,
      ...name,
      ...control,
      ...withCoupon,
    },
  };
}

/** Whether this customer is to see nothing, so that what showing it does can be measured. */
function isControl({ heldOut }: PlaceStep, { context }: StepRun): boolean {
  return heldOut === 'control' && isHeldOut(context.playbook.policies, customerIdOf(context.customer));
}

export const place = { schema, names: [], faults, take } satisfies StepKind<PlaceStep>;
