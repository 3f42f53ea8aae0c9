import { z } from 'zod';
import { journeyId, segmentId, slotId, stepId } from '../ids.schema.ts';
import { DAY, parseDuration } from '../time.ts';
import { condition } from './condition.schema.ts';
import { LONGEST_SPAN } from './span.ts';

const duration = z
  .string()
  .refine(
    (text) => (parseDuration(text) ?? Infinity) <= LONGEST_SPAN,
    `a duration is such as "90m", "3d", "P3D" or "PT2H", and at most ${LONGEST_SPAN / DAY} days`,
  );
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');

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

/** Something that starts a journey, ends it, or ends a wait. */
const moveTrigger = z.strictObject({
  on: z.literal('move'),
  from: z.array(segmentId).min(1).optional(),
  to: z.array(segmentId).min(1).optional(),
});
const eventTrigger = z.strictObject({
  on: z.literal('event'),
  event: z.string().regex(/^[a-z][a-z0-9._-]{0,63}$/, 'an event type such as "purchase" or "app.open"'),
  when: condition.optional(),
});
const silenceTrigger = z.strictObject({ on: z.literal('silence'), stage: z.enum(['overdue', 'lapsed']) });

const trigger = z.discriminatedUnion('on', [moveTrigger, eventTrigger, silenceTrigger]);
export type Trigger = z.infer<typeof trigger>;

/** Coming back after having left: never, always, or no sooner than this long after. */
const again = z.union([z.literal('never'), z.literal('always'), duration]).default('always');
const when = condition.optional();
const enter = z.discriminatedUnion('on', [
  moveTrigger.extend({ when, again }),
  eventTrigger.extend({ again }),
  silenceTrigger.extend({ when, again }),
]);
export type Enter = z.infer<typeof enter>;

const step = { id: stepId, next: stepId.optional() };

/** What templates see; `templateVariables` gives them their values. */
const VARIABLES =
  'Variables, as of the decision: customer (the id), segment, previous_segment, score (such as R5F4M3), orders and ' +
  'revenue (in the window; minor units), days_since_last, unsubscribe_url. Each is one text or number without parts, ' +
  'or nil where nothing is known. All standard Liquid filters; of the tags all but include, render, layout, block and ' +
  'tablerow. Publishing renders it for every segment and for somebody of whom nothing is known.';

const send = z.strictObject({
  ...step,
  type: z.literal('send'),
  channel: z.literal('email'),
  subject: line(200).describe(`Liquid; one line of plain text, at most 500 characters when rendered. ${VARIABLES}`),
  body: line(20_000).describe(
    `Liquid; HTML in which every output is escaped, at most 256 KB when rendered. ${VARIABLES}`,
  ),
  text: line(20_000)
    .optional()
    .describe(
      `Liquid; the plain text part, at most 256 KB when rendered. Left out, it is made of the body's words. ${VARIABLES}`,
    ),
});

const place = z.strictObject({
  ...step,
  type: z.literal('place'),
  placement: z.enum(['banner', 'toast']),
  slot: slotId.describe('Where on your pages; they ask for it by this name'),
  title: line(120).describe('Plain text: neither HTML nor Liquid'),
  body: line(500).describe('Plain text: neither HTML nor Liquid'),
  url: webAddress.optional().describe('Where it leads: an http or https address'),
  for: duration.default('7d').describe('How long it stays; at most 3,660 days'),
});

/** What may end a wait: what happened since entering the journey, also before the step was reached, or since reaching it. */
const since = z.enum(['entering', 'step']).default('entering');

/** For a time, or until something happens: then `next`, or `onTimeout` when it did not happen in time. */
const wait = z.strictObject({
  ...step,
  type: z.literal('wait'),
  for: duration.optional(),
  until: z.discriminatedUnion('on', [moveTrigger.extend({ since }), eventTrigger.extend({ since })]).optional(),
  onTimeout: stepId.optional(),
});

/** The first path whose condition holds; else `next`. */
const branch = z.strictObject({
  ...step,
  type: z.literal('branch'),
  paths: z
    .array(z.strictObject({ when: condition, next: stepId }))
    .min(1)
    .max(20),
});

const stop = z.strictObject({ id: stepId, type: z.literal('stop'), reason: line(120) });

const journeyStep = z.discriminatedUnion('type', [send, place, wait, branch, stop]);
export type JourneyStep = z.infer<typeof journeyStep>;
export type StepKind = JourneyStep['type'];
export type StepOf<Kind extends StepKind> = Extract<JourneyStep, { type: Kind }>;

/** A journey as a marketer writes it. A step goes on to the one after it unless it says `next`. */
export const journeyDefinition = z.strictObject({
  id: journeyId,
  name: line(120),
  enter,
  /** Leaves at once, whatever step they are in. */
  exit: z.array(trigger).max(10).default([]),
  /** Leaves at once, and counts as reached. */
  goal: trigger.optional(),
  /** The higher goes first where a cap lets only one through. */
  priority: z.int().min(0).max(100).default(50),
  steps: z.array(journeyStep).min(1).max(100),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
/** As it is written: what has a default may be left out. */
export type JourneyInput = z.input<typeof journeyDefinition>;
