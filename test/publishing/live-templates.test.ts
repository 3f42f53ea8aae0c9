import { describe, expect, test } from 'vitest';
import { templateId, workspaceId } from '../../domain/ids.schema.ts';
import { publishTemplate } from '../../domain/playbook.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { CheckMails } from '../../publishing/journey-part.ts';
import { audiencePart } from '../../publishing/audience-part.ts';
import { brokenMails, deadConditions } from '../../publishing/live-journeys.ts';
import { namesWithoutSegment } from '../../publishing/segment-names.ts';
import { templatePart } from '../../publishing/template-part.ts';
import { anAudience, aPlaybook, aTemplate, NOON, withAudiences } from '../builders.ts';

const workspace = { _id: workspaceId.parse('shop'), currency: 'EUR', timezone: 'UTC', playbook: 1, createdAt: 0 };
const starting = aPlaybook();
const { segments } = starting.scoring;
/** The same model without champions. */
const fewer = { ...segments, segments: segments.segments.filter(({ id }) => id !== 'champions') };
const mail = (body: string) => ({ en: { subject: 'S', body } });

/** Whatever names the segment cannot be sent where nobody is in champions. */
const needsChampions: CheckMails = async (_, mails, examples) =>
  mails.map(({ body }) =>
    body.includes('segment') && !examples.some(({ context }) => context.segment === 'champions')
      ? [{ part: 'body', message: 'nobody is left' }]
      : [],
  );

describe('a live template', () => {
  const part = templatePart(needsChampions);
  const under = async (template: Template) => {
    const book = publishTemplate(starting, template);
    const next = { ...book, scoring: { ...book.scoring, segments: fewer } };
    const { problems } = await brokenMails(
      { checkMails: needsChampions, now: () => 0 },
      { workspace, now: NOON, book },
      next,
    );
    return problems.map(({ code, path }) => `${code} ${path}`);
  };
  const says = aTemplate({ variants: [{ id: 'v', texts: mail('{{ segment }}') }] });

  test('is not broken by another scoring model, and whatever says nothing of it is not tried', async () => {
    expect(await under(says)).toEqual(['template templates.hello.variants[0].texts.en.body']);
    expect(await under({ ...says, archived: true })).toEqual([]);
    expect(await under(aTemplate())).toEqual([]);
  });

  test('whose variants nobody would get any more is named', () => {
    const money = aTemplate({
      variants: [
        { id: 'v', when: { field: 'score.r', op: 'gte', value: 5 }, texts: mail('B') },
        { id: 'w', texts: mail('B') },
      ],
    });
    const book = publishTemplate(publishTemplate(starting, money), { ...aTemplate(), id: templateId.parse('other') });
    expect(deadConditions(book, { r: 4, f: 4, m: null })).toMatchObject([
      { code: 'condition-never', path: 'templates.hello.variants[0].when' },
    ]);
    expect(namesWithoutSegment(book, fewer)).toMatchObject([
      { code: 'unknown-segment', path: 'templates.other.variants[0].when.value' },
      { path: 'policies.caps.champions' },
    ]);
  });

  test('keeps the audience that it asks for', async () => {
    const asks = aTemplate({
      variants: [
        { id: 'v', when: { in: 'buyers' }, texts: mail('B') },
        { id: 'w', texts: mail('B') },
      ],
    });
    const audience = anAudience('buyers', { did: 'purchase' });
    const book = publishTemplate(withAudiences([audience]), asks);
    const { problems } = await audiencePart.faults({ ...audience, archived: true }, { workspace, now: NOON, book });
    expect(problems).toMatchObject([{ code: 'audience-in-use', path: 'templates.hello.variants[0].when.in' }]);
    // Once it is put away it holds nothing up.
    const away = publishTemplate(book, { ...asks, archived: true });
    const free = await audiencePart.faults({ ...audience, archived: true }, { workspace, now: NOON, book: away });
    expect(free.problems).toEqual([]);
    const names = aTemplate({
      variants: [{ id: 'v', when: { field: 'segment', op: 'eq', value: 'champions' }, texts: mail('B') }],
    });
    const named = (template: Template) => namesWithoutSegment(publishTemplate(starting, template), fewer);
    expect([named(names).length, named({ ...names, archived: true }).length]).toEqual([2, 1]);
  });

  test('is one of at most 200, of which those that are put away do not count, and of 8 MB', async () => {
    const many = Array.from({ length: 200 }, (_, place) => ({ ...aTemplate(), id: templateId.parse(`t-${place}`) }));
    const full = many.reduce(publishTemplate, starting);
    const faults = async (book = full) =>
      (await part.faults(part.sourceOf(aTemplate()), { workspace, now: NOON, book })).problems;
    expect(await faults()).toMatchObject([{ code: 'too-many-templates', path: 'id' }]);
    const [first] = many;
    if (first === undefined) throw new Error('there are none');
    expect(await faults(publishTemplate(full, { ...first, archived: true }))).toEqual([]);
    const large = aTemplate({ id: 'large', variants: [{ id: 'v', texts: mail('x'.repeat(20_000)) }] });
    const [variant] = large.variants;
    if (variant === undefined) throw new Error('there is no variant');
    const heavy = { ...large, variants: Array.from({ length: 420 }, () => variant) };
    expect(await faults(publishTemplate(starting, heavy))).toMatchObject([{ code: 'templates-too-large' }]);
  });
});
