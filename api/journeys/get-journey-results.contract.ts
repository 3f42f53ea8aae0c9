import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { money, time, uncounted } from '../http/fields.ts';
import { journeyParams, ratio, winners } from './journey.contract.ts';

const times = z.int().describe('How often');

const signs = (done: string) =>
  z.int().nullable().describe(`Messages that were ${done}, each once, as events told; null: nothing is known of it`);

const seen = (what: string) =>
  z.int().nullable().describe(`How often its placement ${what}, as pages told; null: it shows none`);

const textResult = z
  .strictObject({
    template: z.string().describe('Its id'),
    variant: z.string().describe('Its name in the template; versions of the template are added up'),
    language: z.string().describe('The language it was read in'),
    sent: z.int().describe('Messages or placements that were decided'),
    opened: signs('opened'),
    clicked: signs('clicked in'),
    converted: z
      .int()
      .nullable()
      .describe(
        'Customers who reached the goal of the journey in time after the step had sent them this one last; null: the journey has no goal, or it is no message',
      ),
    shown: seen('was seen'),
    followed: seen('was followed by a click'),
    dismissed: seen('was closed for good'),
  })
  .meta({ id: 'TextResult', description: 'What came of one text of a template' });

const channelResult = z
  .strictObject({
    channel: z.string().describe('Such as telegram'),
    sent: z.int().describe('Messages that were decided on it'),
    opened: signs('opened'),
    clicked: signs('clicked in'),
    reacted: z.int().describe('Messages to which somebody reacted, each once'),
    reactions: z
      .array(z.strictObject({ by: z.string().describe('open, click, reply, purchase or visit'), times }))
      .describe('By what came first'),
    passedOver: z
      .array(z.strictObject({ because: z.string().describe('Such as no-consent or not-reachable'), times }))
      .describe('How often it was passed over, by reason'),
  })
  .meta({ id: 'ChannelResult', description: 'What came of one channel of a step with several' });

const stepResult = z
  .strictObject({
    step: z.string().describe('Its id'),
    type: z.string().describe('Such as send'),
    reached: z.int().describe('How often somebody came to it; who comes round in a loop counts each time'),
    movedHere: z
      .int()
      .describe(
        'How often publishing took somebody to it from an earlier version; they pass it without having reached it',
      ),
    inside: z.int().describe('Customers who stand at it now'),
    passed: z
      .array(z.strictObject({ way: z.string().nullable().describe('Null: the step has only one'), times }))
      .describe('By way'),
    skipped: z
      .array(z.strictObject({ because: z.string().describe('Such as no-consent, holdout or quiet-hours'), times }))
      .describe('By reason; holdout: held out of all messages'),
    left: z
      .array(z.strictObject({ by: z.string().describe('end, stop, exit, goal, step-gone or limit'), times }))
      .describe('Who left the journey here'),
    stayed: z
      .strictObject({
        times: z.int().describe('How often somebody waited here, and does no more'),
        medianDays: z.number().describe('Half of them waited no longer; right to 1 % or a minute'),
        p90Days: z.number().describe('Nine in ten waited no longer'),
      })
      .nullable()
      .describe('How long customers stood at it who had to wait; null: nobody had to so far'),
    messages: z.int().describe('Decided to be sent'),
    opened: signs('opened'),
    clicked: signs('clicked in'),
    shown: seen('was seen'),
    control: seen('would have been seen by customers who are held out'),
    followed: seen('was followed by a click'),
    dismissed: seen('was closed for good'),
    channels: z.array(channelResult).describe('Where the step has several channels: each that had its turn'),
    texts: z
      .array(textResult)
      .describe('Where the step names a template: by variant and language, the most often sent first'),
  })
  .meta({ id: 'StepResult', description: 'What came of a step' });

const perDay = (what: string) => z.array(z.int()).describe(`${what}; one number for each day`);

const days = z
  .strictObject({
    days: z.array(z.iso.date()).describe("Oldest first, in the workspace's time zone; the last one is today"),
    entered: perDay('Who came in'),
    heldOut: perDay('Who was held out for the first time'),
    refused: perDay('How often somebody did not come in'),
    left: perDay('Who left'),
    skipped: perDay('Steps that were skipped'),
    messages: perDay('Messages decided'),
    opened: perDay('Messages opened for the first time, as events told'),
    clicked: perDay('Messages clicked in for the first time, as events told'),
    shown: perDay('How often banners and toasts were seen, as pages told'),
    control: perDay('How often they would have been seen by customers who are held out'),
    followed: perDay('How often they were followed by a click'),
    dismissed: perDay('How often they were closed for good'),
    conversions: perDay('Who reached the goal in time, of those who came in'),
    revenue: z.array(money).describe('Spent in time by those who came in; below 0 where more was refunded'),
  })
  .meta({ id: 'ResultDays', description: 'Results by day' });

const arm = z
  .strictObject({
    arm: z.string().describe('treated or held-out, or the name of a way of the split'),
    control: z.boolean().describe('Whether the others are compared with it'),
    share: z.number().describe('Of all who are assigned, by design'),
    assigned: z.int().describe('Customers; whoever comes again counts once'),
    matured: z.int().describe('Of them, those whose time is over: only they are compared'),
    converted: z.int().describe('Of the matured, who reached the goal in time'),
    buyers: z.int().describe('Of the matured, who spent anything in time'),
    revenue: money.describe('What the matured spent in time, minor units'),
    revenueCompared: money.describe('The same with each order up to the cap: by this the arms are compared'),
    conversionsSoFar: z.int().describe('Of all assigned, who have reached the goal in time'),
    revenueSoFar: money.describe('What all assigned have spent in time so far, minor units'),
  })
  .meta({ id: 'ResultArm', description: 'One arm of a comparison' });

const span = z.tuple([z.number().describe('From'), z.number().describe('To')]);

const lift = z
  .strictObject({
    arm: z.string().describe('The arm that is compared with the control'),
    is: z
      .enum(['hidden', 'open', 'different'])
      .describe(
        'hidden: the arms do not hold the shares that were meant. open: not enough data yet. different: no difference is excluded',
      ),
    text: z.string().describe('The same in a sentence'),
    ratio: ratio
      .nullable()
      .describe('How many times as often its customers convert; right whenever one looks. Null: hidden'),
    additional: ratio
      .nullable()
      .describe('Conversions of its matured customers that would not have been. Null: hidden'),
    lacking: z
      .strictObject({
        conversions: z.int().describe('About so many more, in both arms together'),
        ratio: z.number().describe('If customers of the arm convert so many times as often'),
      })
      .nullable()
      .describe('What is lacking until a difference shows; null where one shows, or hidden'),
    difference: span
      .nullable()
      .describe(
        'Share that converts, more than in the control; right whenever one looks. Null: under 10 conversions in an arm, or hidden',
      ),
    atEnd: span
      .nullable()
      .describe("The same for one look at the declared end (Newcombe's interval); null before it, or hidden"),
    revenue: span
      .nullable()
      .describe(
        'Minor units that a customer spends more; right whenever one looks. Null: under 20 buyers in an arm, or hidden',
      ),
    revenueAtEnd: span
      .nullable()
      .describe(
        "The same for one look at the declared end (Welch's interval); null before it, for arms of different shares, under 4,000 customers in both, or where revenue is null",
      ),
  })
  .meta({ id: 'Lift', description: 'An arm compared with the control; all intervals are of 95 %' });

const comparison = z
  .strictObject({
    step: z.string().nullable().describe('The split; null: the holdout of the journey'),
    control: z.string().describe('The arm that the others are compared with'),
    days: z.number().describe('For how many days everybody is watched from their assignment on'),
    ends: time.nullable().describe('When nobody is assigned any more; null: it goes on'),
    orderCap: money
      .nullable()
      .describe('Minor units up to which an order counts in what is compared, as goal.orderCap says; null: in full'),
    over: z.boolean().describe('Whether the end has passed and everybody has matured'),
    arms: z.array(arm).describe('In the order of the definition'),
    lifts: z.array(lift).describe('Every other arm against the control'),
  })
  .meta({
    id: 'Comparison',
    description: 'Arms that customers came into by chance, watched for one and the same time',
  });

export const getJourneyResultsContract = {
  method: 'get',
  path: '/v1/journeys/:id/results',
  summary: 'What came of a journey, and what it changes',
  description:
    'Of one version: step by step, day by day, and compared with those who were held out. Every customer counts once in a comparison, by the first time they would have entered, whether or not anything was sent.',
  scope: 'marketer',
  role: 'any',
  input: {
    params: journeyParams,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).optional().describe('Left out: the version that newcomers take'),
      days: z.coerce.number().int().min(1).max(366).default(30).describe('Of results by day; 1 to 366, today included'),
    }),
  },
  output: {
    200: json(
      'The results.',
      z.strictObject({
        journey: z.string().describe('Its id'),
        version: z.int().describe('The version they are of'),
        live: z.boolean().describe('Whether newcomers take it'),
        asOf: time,
        uncounted,
        entered: z.int().describe('How often somebody came in'),
        heldOut: z.int().describe('Customers who were held out'),
        refused: z
          .array(z.strictObject({ because: z.string().describe('Such as inside, again or held-out'), times }))
          .describe('How often somebody did not come in, by reason'),
        inside: z.int().describe('Customers inside now'),
        left: z.array(z.strictObject({ by: z.string().describe('Such as goal or end'), times })).describe('By reason'),
        messages: z.int().describe('Decided to be sent'),
        opened: signs('opened'),
        clicked: signs('clicked in'),
        signsUnknown: z
          .string()
          .nullable()
          .describe('Why nothing is known of opens and clicks, and what to do; null where something is'),
        conversions: z
          .int()
          .nullable()
          .describe('Customers who came in and reached the goal in time; null: there is no goal'),
        revenue: money.nullable().describe('What those who came in spent in time, minor units; null: there is no goal'),
        steps: z.array(stepResult).describe('In the order of the definition'),
        byDay: days,
        comparisons: z.array(comparison).describe('The holdout and each split with a control'),
        winners,
      }),
    ),
  },
  problems: ['not-found'],
} as const satisfies Contract;
