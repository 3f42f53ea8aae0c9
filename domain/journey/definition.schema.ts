import { z } from 'zod';
import { eventTypeName } from '../event-type.schema.ts';
import { journeyId, segmentId, slotId, stepId } from '../ids.schema.ts';
import { DAY, parseDuration } from '../time.ts';
import { condition } from './condition.schema.ts';
import { LONGEST_SPAN } from './span.ts';

const duration = z
  .string()
  .refine(
    (text) => (parseDuration(text) ?? Infinity) <= LONGEST_SPAN,
    `a duration is such as "90m", "3d", "P3D" or "PT2H", and at most ${LONGEST_SPAN / DAY} days`,
  )
  .describe('Such as 30m, 12h, 3d, 2w, or ISO 8601: P3D, PT2H; no months and years; at most 3,660 days');
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
const moveTrigger = z
  .strictObject({
    on: z.literal('move').describe('The customer passes from one segment to another'),
    from: z
      .array(segmentId)
      .min(1)
      .optional()
      .describe('Only out of one of these segments; left out, out of any or none'),
    to: z.array(segmentId).min(1).optional().describe('Only into one of these segments; left out, into any or none'),
  })
  .meta({ id: 'MoveTrigger', description: 'A move between segments, by an event or by silence' });
const eventTrigger = z
  .strictObject({
    on: z.literal('event').describe('The customer does something'),
    event: eventTypeName.describe('The type of the event, such as purchase or basket.left'),
    when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
  })
  .meta({ id: 'EventTrigger', description: 'An event of one type' });
const silenceTrigger = z
  .strictObject({
    on: z.literal('silence').describe('The customer falls silent'),
    stage: z.enum(['overdue', 'lapsed']).describe('Which stage of silence begins: overdue, or later lapsed'),
  })
  .meta({ id: 'SilenceTrigger', description: 'A stage of silence that begins' });

const trigger = z.discriminatedUnion('on', [moveTrigger, eventTrigger, silenceTrigger]).meta({
  id: 'Trigger',
  description:
    'What ends a journey, at whatever step the customer is. An event that arrives late, or by import, ends it too, whatever its age',
});
export type Trigger = z.infer<typeof trigger>;

/** Coming back after having left: never, always, or no sooner than this long after. */
const again = z
  .union([z.literal('never'), z.literal('always'), duration], {
    error: 'send "never", "always", or how long after leaving, such as "7d"',
  })
  .default('always')
  .describe(
    'Whether somebody who has left may enter again: never, always, or no sooner than this long after leaving, such as "7d". ' +
      'Nobody is inside the same journey twice at once',
  );
const when = condition.optional().describe('Only where this holds, of the customer at that instant');
const enter = z
  .discriminatedUnion('on', [
    moveTrigger.extend({ when, again }),
    eventTrigger.extend({ again }),
    silenceTrigger.extend({ when, again }),
  ])
  .meta({
    id: 'Enter',
    description:
      'What lets a customer in. An event that arrives more than 24 hours after it happened, an import, and a move by new rules let nobody in',
  });
export type Enter = z.infer<typeof enter>;

const step = {
  id: stepId.describe('A name of its own within the journey, such as remind'),
  next: stepId
    .optional()
    .describe(
      'The step after this one; left out, the one that follows in the list, and after the last one the journey is over',
    ),
};

/** What templates see; `templateVariables` gives them their values. `test/api/openapi.test.ts` compares the names. */
const VARIABLES =
  'Variables, as of the decision: customer (the id), segment, previous_segment, score (such as R5F4M3), orders and ' +
  'revenue (in the window; minor units), days_since_last, unsubscribe_url. Each is one text or number without parts, ' +
  'or nil where nothing is known: {% if segment %} asks. All standard Liquid filters; of the tags all but include, ' +
  'render, layout, block and tablerow. Publishing renders it for every segment and for somebody of whom nothing is known.';

const send = z
  .strictObject({
    ...step,
    type: z.literal('send').describe('Sends a message. Consent, caps and quiet hours may hold it back or skip it'),
    channel: z.literal('email').describe('By e-mail'),
    subject: line(200).describe(`Liquid; one line of plain text, at most 500 characters when rendered. ${VARIABLES}`),
    body: line(20_000).describe(
      `Liquid; HTML in which every output is escaped, at most 256 KB when rendered. ${VARIABLES}`,
    ),
    text: line(20_000)
      .optional()
      .describe(
        `Liquid; the plain text part, at most 256 KB when rendered. Left out, it is made of the body's words. ${VARIABLES}`,
      ),
  })
  .meta({ id: 'SendStep' });

const place = z
  .strictObject({
    ...step,
    type: z.literal('place').describe('Shows a banner or a toast; GET /v1/placements gives it to your pages'),
    placement: z.enum(['banner', 'toast']).describe('Whether it is a banner or a toast'),
    slot: slotId.describe('Where on your pages, by a name of your own, such as home; they ask for it by this name'),
    title: line(120).describe('Plain text: neither HTML nor Liquid'),
    body: line(500).describe('Plain text: neither HTML nor Liquid'),
    url: webAddress.optional().describe('Where a click leads: an http or https address'),
    for: duration.default('7d').describe('How long it stays, such as 3d; at most 3,660 days'),
  })
  .meta({ id: 'PlaceStep' });

/** What may end a wait: what happened since entering the journey, also before the step was reached, or since reaching it. */
const since = z
  .enum(['entering', 'step'])
  .default('entering')
  .describe(
    'What counts. entering: what happened since the customer entered the journey, also before the step was reached, and whenever ' +
      'it was learned; a branch behind a wait that was over already sees no event. step: only what happened since the step was reached',
  );

/** For a time, or until something happens: then `next`, or `onTimeout` when it did not happen in time. */
const wait = z
  .strictObject({
    ...step,
    type: z
      .literal('wait')
      .describe('Waits for a time (for), until something happens (until), or for whichever comes first'),
    for: duration
      .optional()
      .describe('How long at most, such as 30m, 12h, 3d, 2w, or ISO 8601: P3D, PT2H; at most 3,660 days'),
    until: z
      .discriminatedUnion('on', [moveTrigger.extend({ since }), eventTrigger.extend({ since })])
      .optional()
      .describe(
        'What ends the wait early: a move or an event. An event that arrives late, or by import, ends it too, whatever its age',
      ),
    onTimeout: stepId
      .optional()
      .describe('With both for and until: the step to take where it did not happen in time; left out, next'),
  })
  .meta({ id: 'WaitStep' });

/** The first path whose condition holds; else `next`. */
const branch = z
  .strictObject({
    ...step,
    type: z.literal('branch').describe('Takes the first path whose condition holds; where none holds, next'),
    paths: z
      .array(
        z
          .strictObject({
            when: condition.describe('Whether to take this path'),
            next: stepId.describe('The step it leads to'),
          })
          .meta({ id: 'Path', description: 'One way on from a branch' }),
      )
      .min(1)
      .max(20)
      .describe('Asked in this order; 1 to 20'),
  })
  .meta({ id: 'BranchStep' });

const stop = z
  .strictObject({
    id: step.id,
    type: z.literal('stop').describe('Ends the journey here'),
    reason: line(120).describe('Why, for the timeline'),
  })
  .meta({ id: 'StopStep' });

const journeyStep = z
  .discriminatedUnion('type', [send, place, wait, branch, stop])
  .meta({ id: 'Step', description: 'One step of a journey; its type says which fields it has' });
export type JourneyStep = z.infer<typeof journeyStep>;
export type StepKind = JourneyStep['type'];
export type StepOf<Kind extends StepKind> = Extract<JourneyStep, { type: Kind }>;

/** A journey as a marketer writes it. A step goes on to the one after it unless it says `next`. */
export const journeyDefinition = z.strictObject({
  id: journeyId.describe('The name in the address; it may be left out'),
  name: line(120).describe('For people'),
  enter: enter.describe('What lets a customer in'),
  exit: z
    .array(trigger)
    .max(10)
    .default([])
    .describe('Any of these takes the customer out at once, whatever step they are in; at most 10'),
  goal: trigger.optional().describe('Takes the customer out at once, and counts as reached'),
  priority: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe('0 to 100. The higher goes first where a cap lets only one message through'),
  steps: z.array(journeyStep).min(1).max(100).describe('The first is where everybody begins; 1 to 100'),
});
export type JourneyDefinition = z.infer<typeof journeyDefinition>;
/** As it is written: what has a default may be left out. */
export type JourneyInput = z.input<typeof journeyDefinition>;
