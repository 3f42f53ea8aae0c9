import { z } from 'zod';
import { slotId } from '../../ids.schema.ts';
import { customerIdOf } from '../../keys.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { MOST_PRIORITY, MOST_SHOWN } from '../../policy/placements.ts';
import { spanOf, type Instant } from '../../time.ts';
import { duration } from '../definition/duration.schema.ts';
import type { Problem } from '../../problem.ts';
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

const schema = z
  .strictObject({
    ...common,
    type: z.literal('place').describe('Shows a banner or a toast; GET /v1/placements gives it to your pages'),
    placement: z.enum(['banner', 'toast']).describe('Whether it is a banner or a toast'),
    slot: slotId.describe('Where on your pages, by a name of your own, such as home; they ask for it by this name'),
    title: line(120).describe('Plain text: neither HTML nor Liquid'),
    body: line(500).describe('Plain text: neither HTML nor Liquid'),
    url: webAddress.optional().describe('Where a click leads: an http or https address'),
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
    heldOut: z
      .enum(['show', 'control'])
      .optional()
      .describe(
        'What customers get who are held out of all messages: show or left out, the same as everybody; control: nothing, and pages tell when it would have been seen',
      ),
  })
  .meta({ id: 'PlaceStep' });

type PlaceStep = z.infer<typeof schema>;

const LIQUID = /\{\{|\{%/;

/** Placements are plain text, shown as they stand. */
function faults(step: PlaceStep, { path }: StepAsked): readonly Problem[] {
  const parts = ['title', 'body', 'url'] as const;
  return parts.flatMap((part): readonly Problem[] => {
    if (!LIQUID.test(step[part] ?? '')) return [];
    const message = `a ${step.placement} is plain text, and customers would read the template as it stands; write it without {{ }} and {% %}`;
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
  const control = isControl(step, run) ? { control: true as const } : {};
  return {
    go: 'on',
    effect: { ...effectHead(placement, run), kind: 'showPlacement', placement, slot, until, ...control },
  };
}

/** Whether this customer is to see nothing, so that what showing it does can be measured. */
function isControl({ heldOut }: PlaceStep, { context }: StepRun): boolean {
  return heldOut === 'control' && isHeldOut(context.playbook.policies, customerIdOf(context.customer));
}

export const place = { schema, names: [], faults, take } satisfies StepKind<PlaceStep>;
