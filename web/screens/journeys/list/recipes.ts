import type { recipes } from '../../../words/en/recipes.ts';
import type { Definition, Step } from '../definition.ts';

/** A draft to begin with. */
export interface Recipe {
  readonly key: string;
  readonly sketch: string;
  readonly definition: Definition;
}

type RecipeWords = typeof recipes;

/**
 * Five journeys to begin with.
 * @param segments ids, the best first
 */
export function recipesOf(words: RecipeWords, segments: readonly string[]): readonly Recipe[] {
  return [
    { key: 'thanks', sketch: words.thanks.sketch, definition: thanks(words, segments) },
    { key: 'second', sketch: words.second.sketch, definition: second(words) },
    { key: 'silence', sketch: words.silence.sketch, definition: silence(words) },
    { key: 'win-back', sketch: words.winBack.sketch, definition: winBack(words, segments) },
    { key: 'basket', sketch: words.basket.sketch, definition: basket(words) },
  ];
}

/** One message to whom a launch brings. */
export function blankRecipe(words: RecipeWords): Recipe {
  const { subject, body } = words.thanks;
  const steps = [mail('mail', subject, body, words)];
  const definition: Definition = { name: words.blankName, enter: { on: 'launch' }, steps };
  return { key: 'blank', sketch: words.blankSketch, definition };
}

function mail(id: string, subject: string, body: string, words: RecipeWords): Step {
  const out = `<p><small><a href="{{ unsubscribe_url }}">${words.bye}</a></small></p>`;
  return { id, type: 'send', channel: 'email', subject, body: `<p>${words.hello}</p>\n<p>${body}</p>\n${out}` };
}

const ORDER = { on: 'event', event: 'purchase' } as const;

function thanks(words: RecipeWords, segments: readonly string[]): Definition {
  const best = segments.slice(0, 1);
  const { name, title, toast, subject, body } = words.thanks;
  return {
    name,
    enter: { on: 'move', ...(best.length > 0 ? { to: best } : {}), again: '90d' },
    ...(best.length > 0 ? { exit: [{ on: 'move', from: best }] } : {}),
    priority: 40,
    steps: [
      { id: 'thank-you', type: 'place', placement: 'toast', slot: 'corner', title, body: toast, for: '14d' },
      { id: 'two-days', type: 'wait', for: '2d' },
      mail('thanks', subject, body, words),
    ],
  };
}

function second(words: RecipeWords): Definition {
  const { name, subject, body, title, banner } = words.second;
  return {
    name,
    enter: { ...ORDER, when: { field: 'totals.orders', op: 'eq', value: 1 }, again: 'never' },
    goal: { ...ORDER, within: '30d' },
    priority: 60,
    steps: [
      { id: 'a-week', type: 'wait', for: '7d' },
      mail('check-in', subject, body, words),
      { id: 'two-weeks', type: 'wait', for: '14d' },
      { id: 'where-next', type: 'place', placement: 'banner', slot: 'home', title, body: banner, for: '14d' },
    ],
  };
}

function silence(words: RecipeWords): Definition {
  const { name, subject, body } = words.silence;
  return {
    name,
    enter: { on: 'silence', stage: 'overdue', again: '90d' },
    goal: ORDER,
    priority: 50,
    steps: [{ id: 'best-hour', type: 'wait', bestHour: { within: '24h' } }, mail('ask', subject, body, words)],
  };
}

const LAST_SEGMENTS = 2;

function winBack(words: RecipeWords, segments: readonly string[]): Definition {
  const to = segments.slice(-LAST_SEGMENTS);
  const { name, subject, body, last, lastBody, reason } = words.winBack;
  return {
    name,
    enter: { on: 'move', ...(to.length > 0 ? { to } : {}), again: '180d' },
    goal: ORDER,
    holdout: { percent: 10 },
    priority: 70,
    steps: [
      mail('missed-you', subject, body, words),
      { id: 'two-weeks', type: 'wait', for: '14d' },
      mail('last-word', last, lastBody, words),
      { id: 'enough', type: 'stop', reason },
    ],
  };
}

function basket(words: RecipeWords): Definition {
  const { name, title, banner, subject, body } = words.basket;
  return {
    name,
    enter: { on: 'event', event: 'basket.left', again: '7d' },
    goal: { ...ORDER, within: '3d' },
    priority: 80,
    steps: [
      { id: 'an-hour', type: 'wait', for: '1h' },
      { id: 'still-thinking', type: 'place', placement: 'banner', slot: 'home', title, body: banner, for: '3d' },
      { id: 'next-morning', type: 'wait', at: { time: '10:00' } },
      mail('remind', subject, body, words),
    ],
  };
}
