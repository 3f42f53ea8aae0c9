import { expect, test } from 'vitest';
import { postJourneyTryContract } from '../../api/journeys/post-journey-try.contract.ts';
import { putContactContract } from '../../api/contacts/put-contact.contract.ts';
import { postWorkspacesContract } from '../../api/workspaces/post-workspaces.contract.ts';
import { workspaceId, stepId } from '../../domain/ids.schema.ts';
import { readShape, type Shape } from '../../domain/input/shape-problems.ts';
import { publishJourney } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import { audiencePart } from '../../publishing/audience-part.ts';
import { withInside } from '../../publishing/inside.ts';
import { journeyPart } from '../../publishing/journey-part.ts';
import type { Base } from '../../publishing/part.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { aJourney, anAudience, aPlaybook, NOON, withAudiences } from '../builders.ts';

const shown = (problems: readonly Problem[]) =>
  problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);

const bought = { did: 'purchase', within: '30d' };
const book = withAudiences([
  anAudience('buyers', bought),
  anAudience('regulars', { in: 'buyers' }),
  anAudience('friends', { all: [{ in: 'regulars' }, bought] }),
]);
const workspace = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
const base: Base = { workspace, now: NOON, book };

test.each([
  [
    'itself',
    { in: 'buyers' },
    'audience-circle condition: who is in "buyers" would depend on who is in it: buyers → buyers; take one of them out',
  ],
  [
    'one that names it',
    { in: 'regulars' },
    'audience-circle condition: who is in "buyers" would depend on who is in it: buyers → regulars → buyers; take one of them out',
  ],
  [
    'one that names it by another one, however deep',
    { any: [bought, { not: { in: 'friends' } }] },
    'audience-circle condition: who is in "buyers" would depend on who is in it: buyers → friends → regulars → buyers; take one of them out',
  ],
  [
    'one that is not there',
    { in: 'strangers' },
    'unknown-audience condition.in: there is no audience "strangers"; there are buyers, regulars, friends',
  ],
])('an audience that refers to %s is told just what is wrong with it', async (_, when, problem) => {
  const { problems } = await audiencePart.faults(anAudience('buyers', when), base);
  expect(shown(problems)).toEqual([problem]);
});

const wait = (id: string) => ({ id, type: 'wait', for: '3d' }) as const;
const standing = [
  { version: 1, step: stepId.parse('first'), customers: 4 },
  { version: 1, step: stepId.parse('second'), customers: 1 },
];

function mapped(mapping: Readonly<Record<string, string>>): readonly string[] {
  const [before, after] = [
    aJourney({ steps: [wait('first'), wait('second')] }),
    aJourney({ steps: [wait('second'), wait('third')] }),
  ];
  const next = publishJourney(aPlaybook([before]), after);
  try {
    withInside(next, base, after.id, { inside: 'migrate', mapping }, standing);
    return [];
  } catch (error) {
    if (!(error instanceof NotPublished)) throw error;
    return shown(error.problems ?? []);
  }
}

test.each([
  [
    'says nothing of a step with somebody at it',
    {},
    [
      'unmapped-step mapping.first: 4 stand at step "first", which is not in the new version; say where they go, or "leave"',
    ],
  ],
  [
    'leads to a step that is gone',
    { first: 'fourth' },
    ['unknown-step mapping.first: there is no step "fourth" in the new version; name one of it, or "leave"'],
  ],
  [
    'leads to a step that was there before',
    { first: 'first' },
    ['unknown-step mapping.first: there is no step "first" in the new version; name one of it, or "leave"'],
  ],
  [
    'moves those who stay, and forgets those who cannot',
    { second: 'third' },
    [
      'step-stays mapping.second: step "second" is in the new version, so whoever stands there stays; leave it out',
      'unmapped-step mapping.first: 4 stand at step "first", which is not in the new version; say where they go, or "leave"',
    ],
  ],
])('a mapping that %s is told just what is wrong with it', (_, mapping, problems) => {
  expect(mapped(mapping)).toEqual(problems);
});

test('a mapping that leads to a step of the new version, or out, is taken', () => {
  expect(mapped({ first: 'third' })).toEqual([]);
  expect(mapped({ first: 'leave', gone: 'second' })).toEqual([]);
});

const NO_ZONE = 'a time zone is an IANA name, such as Europe/Berlin';

test.each<[string, Shape, unknown]>([
  ['a workspace', postWorkspacesContract.input.body, { id: 'shop', currency: 'EUR', timezone: 'Europe/Atlantis' }],
  ['a contact', putContactContract.input.body, { timezone: 'CEST' }],
  ['somebody who is made up for a try', postJourneyTryContract.input.body, { timezone: 'Mars/Olympus_Mons' }],
])('%s in a zone that does not exist is told so', (_, schema, sent) => {
  const read = readShape(schema, sent);
  expect(shown('problems' in read ? read.problems : [])).toEqual([`malformed timezone: ${NO_ZONE}`]);
});

test('what only publishing knows of a step names it, too', async () => {
  const journey = aJourney({
    enter: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'hello', type: 'send', channel: 'email', subject: 'Hello', body: 'B' },
      { id: 'fork', type: 'branch', paths: [{ when: { in: 'strangers' }, next: 'bye' }] },
      { id: 'bye', type: 'stop', reason: 'done' },
    ],
  });
  const part = journeyPart(
    async (_, mails) => mails.map(() => [{ part: 'body', message: 'there is no name "x"' }]),
    async () => [],
  );
  const { problems } = await part.faults(journey, base);
  expect(shown(problems)).toEqual([
    'unknown-audience steps[1].paths[0].when.in: step "fork": there is no audience "strangers"; there are buyers, regulars, friends',
    'template steps[0].body: step "hello": there is no name "x"',
  ]);
});
