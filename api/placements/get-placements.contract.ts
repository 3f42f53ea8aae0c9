import { z } from 'zod';
import { drawId, prizeId, slotId } from '../../domain/ids.schema.ts';
import { MOST_ACTIVE } from '../../domain/policy/placements.ts';
import { json, type Contract } from '../http/contract.ts';
import { commaList, customerParam, time } from '../http/fields.ts';
import { drawLook } from '../draws/draw.contract.ts';
import { points, tierStanding } from '../loyalty/points.contract.ts';

const where = {
  key: z.string().describe('A name of its own, which never changes'),
  slot: z.string().describe('The place in your pages'),
  pages: z
    .array(z.string())
    .nullable()
    .describe('Paths on which it is shown, matched by the page: * stands for any text. Null: on all'),
  mostShown: z.int().nullable().describe('After so many impressions it is not shown any more; null: no limit'),
  from: time.describe('Shown from then on'),
  until: time.describe('Shown until then'),
  journey: z.string().describe('The journey that shows it'),
  step: z.string().describe('The step that shows it'),
};

const said = {
  ...where,
  title: z.string().describe('Plain text, never HTML'),
  body: z.string().describe('Plain text, never HTML'),
  url: z.string().optional().describe('Where a click leads, over http or https'),
  dismissible: z.boolean().describe('Whether the customer may close it for good'),
};

const shown = z.strictObject({
  ...said,
  placement: z.enum(['banner', 'toast']).describe('Whether it is a banner or a toast'),
});

const item = z
  .strictObject({
    item: z.string().describe('Its id in the catalogue'),
    name: z.string().describe('As customers read it'),
    url: z.string().nullable().describe('Where it can be bought; https'),
    image: z.string().nullable().describe('Where its picture is; https'),
    price: z.int().nullable().describe('Minor units'),
    price_text: z.string().nullable().describe('As people write it, such as £49.00'),
    reason: z.string().describe('Why it is recommended, in an English sentence'),
    because: z.string().describe('The same for words of your own: bought-with, popular-in or popular'),
    bought: z.string().nullable().describe('The name of the item that speaks for it'),
  })
  .meta({ id: 'ShownItem', description: 'A recommended item' });

const items = z.strictObject({
  ...said,
  placement: z.literal('items').describe('A list of recommended items'),
  items: z.array(item).describe('The best first, as they were recommended when it was shown'),
});

const control = z.strictObject({
  ...where,
  placement: z.literal('control').describe('Nothing is shown: they are held out. Tell when it would have been seen'),
});

const placement = z
  .discriminatedUnion('placement', [shown, items, control])
  .meta({ id: 'Placement', description: 'What a customer is to see' });

const quest = z
  .strictObject({
    id: z.string().describe('Its name in the programme'),
    name: z.string().describe('As customers read it'),
    text: z.string().describe('What it is about; may be empty'),
    is: z
      .enum(['not-started', 'running', 'completed', 'expired'])
      .describe('not-started: it would begin by what they do, for the first time or again'),
    steps: z
      .array(
        z.strictObject({
          id: z.string().describe('Its name in the quest'),
          name: z.string().describe('As customers read it; may be empty'),
          done: z.int().describe('So much is done'),
          target: z.int().describe('of so much'),
        }),
      )
      .describe('In the order of the programme'),
    rewards: z.array(z.string()).describe('What completing it gives, in words'),
    until: time.nullable().describe('When its time is over; null: there is no hurry, or it has not begun'),
  })
  .meta({ id: 'ShownQuest', description: 'A quest as the customer stands in it' });

const draw = z
  .strictObject({
    id: drawId.describe('Of the draw'),
    name: z.string().describe('As customers read it'),
    look: drawLook,
    prizes: z
      .array(
        z.strictObject({ id: prizeId.describe('Of the prize'), name: z.string().describe('As customers read it') }),
      )
      .describe('What it may come to, as the programme lists it'),
    tickets: z.array(z.int()).describe('Their numbers, the oldest first; POST /v1/placements/play plays one'),
  })
  .meta({ id: 'ShownDraw', description: 'A draw of which the customer has tickets' });

const loyalty = z
  .strictObject({
    active: points.describe('What can be spent'),
    pending: points.describe('What cannot be spent yet'),
    tier: tierStanding.nullable().describe('Null: there are no tiers'),
    quests: z
      .array(quest)
      .describe('In the order of the programme; without those that only a journey begins and has not begun'),
    draws: z.array(draw).describe('Those of which they have tickets to play'),
  })
  .meta({ id: 'ShownLoyalty', description: 'Points, tier, quests and draws of the customer' });

export const getPlacementsContract = {
  method: 'get',
  path: '/v1/placements',
  summary: 'What a customer is to see: banners, toasts, points, tier, quests and draws',
  description:
    'A page asks with a token of its customer, which the backend of the shop signs, a backend with a key. Replies carry an ETag: ask with ' +
    'If-None-Match, and 304 says that nothing has changed. X-Poll-Seconds says when to look again.',
  scope: 'ingest',
  role: 'any',
  token: true,
  input: {
    query: z.strictObject({
      customer: customerParam.optional().describe('Whose they are; with a token it is its customer'),
      slots: commaList(slotId, 10, 'slots').optional().describe('At most 10, separated by commas; left out: all'),
    }),
  },
  output: {
    200: json(
      `What they are to see now, at most ${MOST_ACTIVE}.`,
      z.strictObject({
        placements: z.array(placement).describe('The highest priority first, and of equal ones the newest'),
        more: z.boolean().describe('Whether others were left out; ask for fewer slots to see them'),
        loyalty: loyalty.nullable().describe('Null: the workspace has no loyalty programme'),
      }),
    ),
  },
  problems: ['invalid'],
} as const satisfies Contract;
