import { describe, expect, test } from 'vitest';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { compiledTemplate } from '../../../domain/templates/frame.ts';
import { templateFaults } from '../../../domain/templates/template-faults.ts';
import { templateDefinition, type TemplateInput } from '../../../domain/templates/template.schema.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';

const mail = { subject: 'S', body: '<p>B</p>' };
const page = { title: 'T', body: 'B', url: '{{ recs[0].url }}' };
const BINS = { r: 5, f: 5, m: null };

function faults(variants: TemplateInput['variants'], given: Partial<TemplateInput> = {}): readonly string[] {
  const template = templateDefinition.parse({ id: 't', name: 'T', language: 'en', variants, ...given });
  return templateFaults(template, BINS).map(({ code, path }) => `${code} ${path}`);
}

const segment = (value: string) => ({ field: 'segment', op: 'eq', value }) as const;
const rest = { id: 'rest', texts: { en: mail } };

describe('a template', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['is sound', faults([{ id: 'a', when: segment('lost'), texts: { en: mail } }, rest]), []],
    [
      'may ask what somebody did',
      faults([{ id: 'a', when: { did: 'purchase', within: '9d' }, texts: { en: mail } }, rest]),
      [],
    ],
    [
      'may have a variant in a language of its own',
      faults([{ id: 'a', when: segment('lost'), language: 'tr', texts: { tr: mail } }, rest]),
      [],
    ],
    [
      'has a text in the language that a variant says',
      faults([{ id: 'a', when: segment('lost'), language: 'tr', texts: { en: mail } }, rest]),
      ['missing-language variants[0].texts.tr'],
    ],
    ['has a fallback', faults([{ id: 'a', when: segment('lost'), texts: { en: mail } }]), ['no-fallback variants']],
    [
      'has no variants that nobody gets',
      faults([
        { id: 'a', when: segment('lost'), texts: { en: mail } },
        { id: 'b', when: segment('lost'), texts: { en: mail } },
        rest,
        { id: 'c', texts: { en: mail } },
        { id: 'd', when: segment('loyal'), texts: { en: mail } },
      ]),
      ['unreachable-variant variants[1]', 'unreachable-variant variants[3]', 'unreachable-variant variants[4]'],
    ],
    [
      'has names, languages and conditions that can be meant, all told at once',
      faults([
        { id: 'a', when: { field: 'score.m', op: 'gte', value: 3 }, texts: { tr: mail } },
        { id: 'a', when: { field: 'event.amount', op: 'gt', value: 1 }, texts: { en: mail } },
        { id: 'b', when: { field: 'entry.coupon', op: 'eq', value: 'x' }, texts: { en: mail } },
        { id: 'c', when: { did: 'view', within: 'entering' }, texts: { en: mail } },
      ]),
      [
        'duplicate-variant variants[1].id',
        'no-fallback variants',
        'missing-language variants[0].texts.en',
        'condition-never variants[0].when',
        'condition-never variants[1].when',
        'condition-never variants[2].when',
        'condition-never variants[3].when.within',
      ],
    ],
    [
      'says how to leave in every language of its frame',
      faults([{ id: 'a', texts: { en: mail, fi: mail, pl: { ...mail, unsubscribe: 'Wypisz się' } } }], { frame: {} }),
      ['no-way-out-words variants[0].texts.fi.unsubscribe'],
    ],
    ['may be for pages', faults([{ id: 'a', texts: { en: page } }]), []],
    [
      'is for mails or for pages, and a page says nothing that only a mail can',
      faults(
        [
          {
            id: 'a',
            when: segment('lost'),
            texts: { en: { ...page, body: '{{ coupon.code }}', url: 'shop.example.com' } },
          },
          { id: 'b', texts: { en: mail } },
        ],
        { frame: {} },
      ),
      [
        'mixed-texts variants[1].texts.en',
        'mixed-texts frame',
        'template variants[0].texts.en.body',
        'malformed variants[0].texts.en.url',
      ],
    ],
  ])('%s', (_what, found, expected) => expect(found).toEqual(expected));

  test('with too many texts is refused', () => {
    const tags = ['en', 'tr', 'de', 'fr', 'es', 'it'];
    const all = Object.fromEntries(tags.map((tag) => [tag, mail]));
    const many = Array.from({ length: 17 }, (_, place) => ({
      id: `v-${place}`,
      when: segment(`s-${place}`),
      texts: all,
    }));
    expect(faults([...many, { ...rest, texts: all }])).toEqual(['too-many-texts variants']);
  });

  test.each([
    ['a language in other letters', { language: 'EN' }, 'language'],
    ['a text in no language', { variants: [{ id: 'a', texts: { English: mail } }] }, 'variants[0].texts.English'],
    ['no text at all', { variants: [{ id: 'a', texts: {} }] }, 'variants[0].texts'],
    ['Liquid where it would be read as it stands', { frame: { address: '{{ customer }}' } }, 'frame.address'],
    [
      'a mail with an address',
      { variants: [{ id: 'a', texts: { en: { ...mail, url: 'u' } } }] },
      'variants[0].texts.en.url',
    ],
    [
      'a page with a text',
      { variants: [{ id: 'a', texts: { en: { ...page, text: 't' } } }] },
      'variants[0].texts.en.text',
    ],
    [
      'neither a mail nor a page',
      { variants: [{ id: 'a', texts: { en: { body: 'b' } } }] },
      'variants[0].texts.en.subject',
    ],
    ['a colour that is none', { frame: { colour: 'red;}' } }, 'frame.colour'],
  ])('with %s is refused and says where', (_what, change, path) => {
    const read = readShape(templateDefinition, { id: 't', name: 'T', language: 'en', variants: [rest], ...change });
    expect(read).toMatchObject({ problems: [{ path }] });
  });
});

describe('a frame', () => {
  const [variant] = compiledTemplate(
    templateDefinition.parse({
      id: 't',
      name: 'T',
      language: 'tr',
      frame: { name: 'A & B', address: 'Lane <1>' },
      variants: [{ id: 'a', texts: { tr: { ...mail, body: '<p>{{ orders }}</p>' } } }],
    }),
  ).variants;

  test('is put around the body, in its language, with the way out; Liquid stays', () => {
    const body = variant?.texts['tr']?.body ?? '';
    for (const part of [
      '<html lang="tr">',
      '<p>{{ orders }}</p>',
      'href="{{ unsubscribe_url }}"',
      'Abonelikten çık',
      'A &amp; B',
      'Lane &lt;1&gt;',
      'prefers-color-scheme:dark',
    ]) {
      expect(body).toContain(part);
    }
    expect(variant?.texts['tr']).not.toHaveProperty('unsubscribe');
  });
});

describe('a send step', () => {
  const problems = (step: object) => {
    const parsed = parseJourney({
      id: 'j',
      name: 'J',
      enter: { on: 'event', event: 'purchase' },
      steps: [{ id: 'mail', type: 'send', channel: 'email', ...step }],
    });
    return 'problems' in parsed ? parsed.problems.map(({ code, path }) => `${code} ${path}`) : [];
  };

  test.each<[string, object, readonly string[]]>([
    ['its own words', mail, []],
    ['a template', { template: 'hello' }, []],
    ['both', { template: 'hello', ...mail }, ['malformed steps[0].subject', 'malformed steps[0].body']],
    ['neither', {}, ['missing steps[0].subject', 'missing steps[0].body']],
    ['half of its own words', { subject: 'S' }, ['missing steps[0].body']],
    ['a name that is none', { template: 'No!' }, ['malformed steps[0].template']],
  ])('may say %s', (_what, step, expected) => expect(problems(step)).toEqual(expected));
});
