import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CustomerFacts, holds } from '../../../domain/journey/conditions/condition.ts';
import { variantId } from '../../../domain/ids.schema.ts';
import { publishTemplate, type Playbook } from '../../../domain/playbook.ts';
import { asShown } from '../../../domain/templates/page-text.ts';
import { CHAMPIONS, LOST } from '../../../domain/scoring/presets/seven-segments.ts';
import { choose, languageIn } from '../../../domain/templates/choose.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { condition } from '../conditions.arbitrary.ts';
import {
  aContext,
  aCustomer,
  aJourney,
  anActivity,
  aPlaybook,
  aStanding,
  aTemplate,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';

const texts = (...languages: readonly string[]) => ({
  texts: Object.fromEntries(languages.map((language) => [language, { subject: language, body: language }])),
});

describe('the language of a text', () => {
  test.each([
    ['tr', ['en', 'tr'], 'tr', 'own'],
    ['tr-TR', ['en', 'tr'], 'tr', 'near'],
    ['tr_TR.UTF-8', ['en', 'tr'], 'tr', 'near'],
    ['TR', ['en', 'tr'], 'tr', 'own'],
    ['pt-BR', ['en', 'pt', 'pt-BR'], 'pt-BR', 'own'],
    ['pt-PT', ['en', 'pt', 'pt-BR'], 'pt', 'near'],
    ['pt', ['en', 'pt-BR'], 'pt-BR', 'near'],
    ['zh-Hant-TW', ['en', 'zh', 'zh-Hant'], 'zh-Hant', 'near'],
    ['fr', ['tr', 'en'], 'en', 'default'],
    ['', ['tr', 'en'], 'en', 'default'],
    ['-', ['tr', 'en'], 'en', 'default'],
    [undefined, ['tr', 'en'], 'en', 'default'],
    [90, ['tr', 'en'], 'en', 'default'],
    ['fr', ['tr'], 'tr', 'default'],
  ])('of somebody who reads %s, among %j, is %s', (locale, known, language, because) => {
    expect(languageIn({ language: 'en' }, texts(...known), locale)).toEqual({ language, because });
  });
});

test('a variant that says its own language is read in it by whoever reads no other of its languages', () => {
  const of = (locale: string) => languageIn({ language: 'en' }, { ...texts('en', 'tr'), language: 'tr' }, locale);
  expect([of('fr'), of('en')]).toEqual([
    { language: 'tr', because: 'default' },
    { language: 'en', because: 'own' },
  ]);
});

describe('the variant of a template', () => {
  test('is the first whose condition holds, whatever the conditions are', () => {
    const state = fc.record({
      segment: fc.constantFrom(CHAMPIONS.id, LOST.id),
      r: fc.constantFrom(1 as const, 3 as const, 5 as const),
    });
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), state, (conditions, { segment, r }) => {
        const [plain] = aTemplate().variants.slice(-1);
        if (plain === undefined) throw new Error('there is no fallback');
        const named = conditions.map((when, place) => ({ ...plain, id: variantId.parse(`v-${place}`), when }));
        const customer = aCustomer({ standing: aStanding({ segment, scores: { r, f: 1, m: null } }) });
        const facts = new CustomerFacts(aContext({ state: customer }));
        const first = conditions.findIndex((when) => holds(when, facts));
        const choice = choose({ ...aTemplate(), variants: [...named, plain] }, facts, 'tr');
        expect(choice?.variant.id).toBe(first === -1 ? plain.id : `v-${first}`);
        expect(choice?.language).toEqual({ language: 'tr', because: 'own' });
        // Without a fallback nobody else is written to.
        expect(choose({ ...aTemplate(), variants: named }, facts, 'tr') === null).toBe(first === -1);
      }),
    );
  });
});

describe('a send step that names a template', () => {
  const journey = aJourney({
    enter: { on: 'event', event: 'view' },
    steps: [{ id: 'mail', type: 'send', channel: 'email', template: 'hello' }],
  });
  const sent = (state: CustomerState, book = publishTemplate(aPlaybook([journey]), aTemplate())) =>
    take(book, state, NOON, [occurrence(anActivity({ at: NOON }))]);
  const champion = aStanding({ segment: CHAMPIONS.id });

  test('decides which text is sent, and carries its name and not its words', () => {
    const turkish = aCustomer({ standing: champion, attributes: { locale: { value: 'tr-TR', at: 0 } } });
    const [effect] = sent(turkish).effects;
    expect(effect).toMatchObject({
      kind: 'sendMessage',
      template: { id: 'hello', version: 1, variant: 'champions', language: 'tr' },
      summary: 'email hello/champions (tr) step mail of "Greeting"',
    });
    expect(JSON.stringify(effect)).not.toContain('şampiyon');
    expect(sent(aCustomer()).effects).toMatchObject([{ template: { variant: 'everybody', language: 'en' } }]);
  });

  test('carries what the chosen text names, and no more', () => {
    const body = (words: string) => ({ en: { subject: 'S', body: words } });
    const template = aTemplate({
      variants: [
        {
          id: 'champions',
          when: { field: 'segment', op: 'eq', value: 'champions' },
          texts: body('{{ attributes.plan }}'),
        },
        { id: 'everybody', texts: body('{{ attributes.city }}') },
      ],
    });
    const book = publishTemplate(aPlaybook([journey]), template);
    const attributes = { plan: { value: 'gold', at: 0 }, city: { value: 'Ulm', at: 0 } };
    expect(sent(aCustomer({ standing: champion, attributes }), book).effects).toMatchObject([
      { context: { attributes: { plan: 'gold' } } },
    ]);
    const [other] = sent(aCustomer({ attributes }), book).effects;
    expect(other).toHaveProperty('context.attributes', { city: 'Ulm' });
  });

  test('takes the version that is in force when it is decided, also in a journey from before', () => {
    const book = publishTemplate(publishTemplate(aPlaybook([journey]), aTemplate()), aTemplate({ name: 'Again' }));
    expect(sent(aCustomer(), book).effects).toMatchObject([{ template: { version: 2 } }]);
  });

  test('is passed over where there is no such template, or nothing in it for them', () => {
    const nothing = aTemplate({
      variants: [{ id: 'v', when: { field: 'points', op: 'gt', value: 9 }, texts: texts('en').texts }],
    });
    for (const book of [aPlaybook([journey]), publishTemplate(aPlaybook([journey]), nothing)]) {
      const { effects, told, state } = sent(aCustomer(), book);
      expect(effects).toEqual([]);
      expect(told).toContainEqual(expect.objectContaining({ what: 'skipped', because: 'no-template' }));
      expect(state.sent).toEqual([]);
    }
  });
});

describe('a place step that names a template', () => {
  const journey = aJourney({
    enter: { on: 'event', event: 'view' },
    steps: [{ id: 'show', type: 'place', placement: 'banner', slot: 'home', template: 'hello' }],
  });
  const page = (title: string) => ({ title, body: '{{ attributes.city }}' });
  const template = aTemplate({
    variants: [
      { id: 'gone', when: { field: 'segment', op: 'eq', value: 'lost' }, texts: { en: page('Back?') } },
      { id: 'everybody', texts: { en: page('Hello'), tr: page('Merhaba') } },
    ],
  });
  const shown = (book: Playbook) => {
    const attributes = { locale: { value: 'tr', at: 0 }, city: { value: 'Ulm', at: 0 } };
    return take(book, aCustomer({ attributes }), NOON, [occurrence(anActivity({ at: NOON }))]);
  };

  test('decides which text is shown, and carries nothing of the customer', () => {
    const [effect] = shown(publishTemplate(aPlaybook([journey]), template)).effects;
    expect(effect).toMatchObject({
      kind: 'showPlacement',
      template: { id: 'hello', version: 1, variant: 'everybody', language: 'tr' },
    });
    expect(JSON.stringify(effect)).not.toMatch(/Ulm|Merhaba/);
  });

  test('is passed over where there is no such template, or one for mails', () => {
    for (const book of [aPlaybook([journey]), publishTemplate(aPlaybook([journey]), aTemplate())]) {
      const { effects, told } = shown(book);
      expect(effects).toEqual([]);
      expect(told).toContainEqual(expect.objectContaining({ what: 'skipped', because: 'no-template' }));
    }
  });
});

test('what was rendered is shown without white space around it, cut, and with an address only where it is one', () => {
  const shown = (title: string, url = '') =>
    asShown(
      new Map([
        ['title', title],
        ['body', ' B\n'],
        ['url', url],
      ]),
    );
  expect(shown(' T ')).toEqual({ title: 'T', body: 'B' });
  expect(shown('T', 'https://example.com/a?b')).toEqual({ title: 'T', body: 'B', url: 'https://example.com/a?b' });
  expect(shown('😀'.repeat(300))).toMatchObject({ title: `${'😀'.repeat(199)}…` });
  for (const url of ['javascript:alert(1)', 'https://a b', 'https://', 'shop.example.com']) {
    expect(shown('T', url)).toMatchObject({
      problem: expect.stringContaining('url'),
      fault: { code: 'no-address', part: 'url' },
    });
  }
  expect(shown('  ')).toMatchObject({
    problem: expect.stringContaining('title'),
    fault: { code: 'empty', part: 'title' },
  });
});
