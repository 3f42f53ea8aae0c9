import { z } from 'zod';
import { eventTypeName } from '../event-type.schema.ts';
import { journeyId, segmentId, slotId, stepId } from '../ids.schema.ts';
import { parseDuration } from '../time.ts';
import { condition } from './condition.schema.ts';

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'a duration is such as "90m", "3d", "P3D" or "PT2H"');
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');

/** Something that starts a journey, ends it, or ends a wait. */
const moveTrigger = z.strictObject({
  on: z.literal('move'),
  from: z.array(segmentId).min(1).optional(),
  to: z.array(segmentId).min(1).optional(),
});
const eventTrigger = z.strictObject({
  on: z.literal('event'),
  event: eventTypeName,
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

const send = z.strictObject({
  ...step,
  type: z.literal('send'),
  channel: z.literal('email'),
  /** Liquid. */
  subject: line(200),
  /** Liquid; HTML. */
  body: line(20_000),
});

const place = z.strictObject({
  ...step,
  type: z.literal('place'),
  placement: z.enum(['banner', 'toast']),
  slot: slotId,
  title: line(120),
  body: line(500),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** How long it stays; 7 days when left out. */
  for: duration.default('7d'),
});

/** For a time, or until something happens: then `next`, or `onTimeout` when it did not happen in time. */
const wait = z.strictObject({
  ...step,
  type: z.literal('wait'),
  for: duration.optional(),
  until: z.discriminatedUnion('on', [moveTrigger, eventTrigger]).optional(),
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
