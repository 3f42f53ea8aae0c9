import { expect, test } from 'vitest';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import { MOST_MAILED } from '../../../domain/journey/mailed.ts';
import { messageName } from '../../../domain/journey/message-name.ts';
import type { EffectKey } from '../../../domain/keys.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { publishTemplate } from '../../../domain/playbook.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, aTemplate, NOON, occurrence, take } from '../../builders.ts';

const enter = { on: 'event', event: 'view', again: 'always' } as const;
const mail = { id: 'hello', type: 'send', channel: 'email', subject: 'S', body: 'B' } as const;
const bye = { id: 'bye', type: 'stop', reason: 'done' } as const;
const book = aPlaybook([aJourney({ enter, steps: [mail, bye] })]);
const sent = take(book, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]);
const name = nameOf(sent.effects[0]?.key);

function nameOf(key: EffectKey | undefined): string {
  if (key === undefined) throw new Error('nothing was sent');
  return messageName(key);
}

const said = (type: string, message: string | number, at = NOON + HOUR) =>
  occurrence(anActivity({ type, at, id: `${type}-${at}`, facts: { message } }));
const tells = (state: typeof sent.state, ...of: readonly ReturnType<typeof said>[]) =>
  take(book, state, NOON + HOUR, of);

test('the first open and the first click of a message are told, by its name or its Message-ID, however it is written', () => {
  const place = { journey: 'greeting', version: 1, enrolment: 1, step: 'hello', visit: 1 };
  for (const written of [name, ` <${name}@shop.example> `, `${name.toUpperCase()}@SHOP.EXAMPLE`]) {
    const opened = tells(sent.state, said('open', written));
    expect(opened.facts).toEqual([{ what: 'opened', place }]);
    const both = tells(opened.state, said('open', written), said('click', written));
    expect(both.facts).toEqual([{ what: 'clicked', place }]);
    expect(tells(both.state, said('open', written), said('click', written)).facts).toEqual([]);
    expect(both.state.journeys).toEqual(standingsFrom([sent, opened, both].map(({ facts }) => ({ at: NOON, facts }))));
  }
});

test('what names no message of the customer, or is no sign of one, tells nothing', () => {
  const others = [said('open', 'abc'), said('open', 7), said('view', name), occurrence(anActivity({ type: 'open' }))];
  expect(tells(sent.state, ...others).facts.filter(({ what }) => what === 'opened')).toEqual([]);
  const skipped = take(book, aCustomer({ profile: {} }), NOON, [occurrence(anActivity({ at: NOON }))]);
  expect(tells(skipped.state, said('open', name)).facts).toEqual([]);
});

test('of a journey that sends again and again, the newest messages are remembered', () => {
  let { state } = sent;
  const names = [name];
  for (let week = 1; week <= MOST_MAILED; week += 1) {
    const at = NOON + 8 * week * DAY;
    const next = take(book, state, at, [occurrence(anActivity({ at, id: `v-${week}` }))]);
    ({ state } = next);
    names.push(nameOf(next.effects[0]?.key));
  }
  const told = names.flatMap((one) => tells(state, said('open', one)).facts.filter(({ what }) => what === 'opened'));
  expect(told.map(({ place }) => 'enrolment' in place && place.enrolment)).toEqual(
    Array.from({ length: MOST_MAILED }, (_, n) => n + 2),
  );
});

test('whoever reaches the goal has been sent the last text of each step, and opens and clicks name theirs', () => {
  const goal = { on: 'event', event: 'purchase', within: '30d' } as const;
  const shop = publishTemplate(
    aPlaybook([
      aJourney({ enter, goal, steps: [{ id: 'hello', type: 'send', channel: 'email', template: 'hello' }, bye] }),
    ]),
    aTemplate(),
  );
  const seen = take(shop, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]);
  const text = { id: 'hello', variant: 'everybody', language: 'en' };
  expect(seen.facts).toContainEqual(expect.objectContaining({ what: 'passed', sends: true, text }));
  const opens = take(shop, seen.state, NOON + HOUR, [said('open', nameOf(seen.effects[0]?.key))]);
  expect(opens.facts).toMatchObject([{ what: 'opened', text }]);
  const bought = occurrence(anActivity({ type: 'purchase', at: NOON + HOUR, id: 'p' }));
  const { facts } = take(shop, opens.state, NOON + HOUR, [bought]);
  expect(facts).toContainEqual(expect.objectContaining({ what: 'converted', texts: [{ step: 'hello', ...text }] }));
});
