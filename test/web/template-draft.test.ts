import { expect, test } from 'vitest';
import { templateDefinition } from '../../domain/templates/template.schema.ts';
import {
  bodyOf,
  fallbackOf,
  freshTemplate,
  freshVariant,
  isSame,
  isWritten,
  languagesOf,
  movedBy,
  problemsIn,
  readDraft,
  spotOf,
  withLanguage,
  type Definition,
} from '../../web/screens/templates/draft.ts';

const WRITTEN: Definition = {
  name: 'Thank you',
  language: 'en',
  frame: { name: 'The shop', colour: '#7a3e9d' },
  variants: [
    {
      id: 'champions',
      when: { field: 'segment', op: 'eq', value: 'champions' },
      language: 'tr',
      tone: 'Among friends',
      texts: { tr: { subject: 'Hepimizden', body: '<p>Teşekkür ederiz.</p>', text: 'Teşekkür ederiz.' } },
    },
    { id: 'everybody', texts: { en: { subject: 'Thank you', body: '<p>Thank you.</p>' } } },
  ],
};

test('what is read is written again as it was, for mails and for pages', () => {
  expect(bodyOf(readDraft(WRITTEN))).toEqual(WRITTEN);
  const page: Definition = {
    name: 'Back',
    language: 'en',
    variants: [{ id: 'all', texts: { en: { title: 'Back in stock', body: 'Have a look', url: 'https://shop.test' } } }],
  };
  expect([readDraft(page).use, bodyOf(readDraft(page))]).toEqual(['page', page]);
  expect(templateDefinition.partial({ id: true }).safeParse(bodyOf(readDraft(WRITTEN))).success).toBe(true);
});

test('what nobody wrote is sent where a text cannot be without it, so that it is told as missing', () => {
  const fresh = freshTemplate('News', 'tr', 'mail');
  expect(bodyOf(fresh).variants).toEqual([{ id: 'everybody', texts: { tr: { subject: '', body: '' } } }]);
  expect(isSame(fresh, readDraft(WRITTEN))).toBe(false);
  expect(isSame(fresh, { ...fresh, description: '' })).toBe(true);
});

test('another language of the template is that of texts which are still empty, and of no others', () => {
  const fresh = freshTemplate('News', 'en', 'mail');
  expect(languagesOf(withLanguage(fresh, 'tr'))).toEqual(['tr']);
  expect(languagesOf(withLanguage(readDraft(WRITTEN), 'de'))).toEqual(['de', 'tr', 'en']);
});

test('who reads none of its languages gets that of the variant, or else that of the template', () => {
  const template = readDraft(WRITTEN);
  const both = freshVariant('both', null, ['tr', 'en']);
  expect(fallbackOf(template, both)).toBe('en');
  expect(fallbackOf(template, { ...both, language: 'tr' })).toBe('tr');
  expect(fallbackOf(template, freshVariant('other', null, ['de']))).toBe('de');
});

test('a problem is at its variant and its language', () => {
  expect(spotOf('variants[2].texts.pt-BR.subject')).toEqual({ variant: 2, language: 'pt-BR' });
  expect(spotOf('variants[0].when.all[1]')).toEqual({ variant: 0, language: null });
  expect(spotOf('frame.name')).toEqual({ variant: null, language: null });
  const problems = ['variants[0].texts.pt.body', 'variants[0].texts.pt-BR', 'variants[1].id'].map((path) => ({
    code: 'malformed',
    path,
    message: path,
  }));
  expect(problemsIn(problems, 0)).toHaveLength(2);
  expect(problemsIn(problems, 0, 'pt')).toHaveLength(1);
});

test('the order is changed one place at a time', () => {
  expect(movedBy(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(movedBy(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});

test('a template is shown once all is written that it cannot be without', () => {
  const fresh = freshTemplate('Hello', 'en', 'mail');
  expect(isWritten(fresh)).toBe(false);
  const written = readDraft(WRITTEN);
  expect(isWritten(written)).toBe(true);
  expect(isWritten({ ...written, name: ' ' })).toBe(false);
  expect(isWritten({ ...written, variants: [freshVariant('everybody', null, ['en'])] })).toBe(false);
});
