import { expect, test } from 'vitest';
import { PROBLEMS } from '../../api/http/problem.contract.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { REASONS } from '../../imports/reason.ts';
import { ApiError } from '../../web/api/problem.ts';
import { shownError, shownFault, shownRow } from '../../web/ui/shown.ts';
import { en } from '../../web/words/en/index.ts';
import { problems as english } from '../../web/words/en/problems.ts';
import { tr } from '../../web/words/tr/index.ts';
import { problems as turkish } from '../../web/words/tr/problems.ts';

const IN_ENGLISH = { language: 'en', ui: en.ui, problems: english } as const;
const IN_TURKISH = { language: 'tr', ui: tr.ui, problems: turkish } as const;
const rising = (a: string, b: string) => (a < b ? -1 : 1);

type Said = readonly [title: string, remedy: string];

/** The codes of the domain are a type, so that this does not compile where words of one are missing, or of one that there is not. */
const NAMED: Readonly<Record<ProblemCode, unknown>> = english.codes;

test.each([
  ['English', english],
  ['Turkish', turkish],
])('every code has words in %s: what it is, and what to do', (_language, problems) => {
  expect(Object.keys(problems.codes).toSorted(rising)).toEqual(Object.keys(NAMED).toSorted(rising));
  expect(Object.keys(problems.calls).toSorted(rising)).toEqual(Object.keys(PROBLEMS).toSorted(rising));
  expect(Object.keys(problems.rows).toSorted(rising)).toEqual(REASONS.toSorted(rising));
  const all = [problems.codes, problems.calls, problems.rows].flatMap((words) => Object.values<Said>(words));
  for (const [title, remedy] of all) {
    expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
    expect(remedy).toMatch(/^\p{Lu}.*\.$/u);
  }
});

test('another language than that of the API has words by code, and the sentence of the API beside them', () => {
  const fault = { code: 'unknown-segment', message: 'there is no segment "vip"' };
  expect(shownFault(fault, IN_ENGLISH)).toEqual({ text: fault.message });
  expect(shownFault(fault, IN_TURKISH)).toEqual({
    text: 'Böyle bir segment yok. Var olan birini seçin.',
    detail: fault.message,
  });
  for (const code of ['', 'constructor', 'of-a-later-version']) {
    expect(shownFault({ code, message: 'x' }, IN_TURKISH)).toEqual({ text: 'x' });
  }
});

test('what a call could not do is told in the language of the page too', () => {
  const trouble = { code: 'taken', detail: 'It is there.', status: 409, instance: '', problems: [] } as const;
  expect(shownError(new ApiError(trouble), IN_TURKISH).detail).toBe('It is there.');
  expect(shownError(new ApiError({ ...trouble, detail: '' }), IN_TURKISH)).toEqual({
    text: 'Bu zaten var. Başka bir ad seçin.',
  });
  expect(shownError(new ApiError({ ...trouble, code: 'unreadable', detail: '' }), IN_TURKISH).text).toContain('409');
  expect(shownError(new Error('x'), IN_TURKISH)).toEqual({ text: tr.ui.broken });
});

test('a row of a file has words by its one word', () => {
  const fault = { reason: 'no-number', message: 'this is no number: 12,3,4' };
  expect(shownRow(fault, IN_ENGLISH)).toEqual({ text: fault.message });
  expect(shownRow(fault, IN_TURKISH)).toEqual({
    text: 'Bu bir sayı değil. Öbür satırlardaki gibi yazın.',
    detail: fault.message,
  });
});
