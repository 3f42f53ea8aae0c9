import { asRead } from './as-read.ts';
import type { Awaited, Reward, Step, StepOf } from '../definition.ts';
import { offsetText, triggerText } from './enter-text.ts';
import type { Say } from './say.ts';
import { waysOf, type WayReason } from './ways.ts';

type Ends = Pick<StepOf<'wait'>, 'for' | 'at' | 'date' | 'bestHour'>;

/** How a step is told on its card. */
export interface StepText {
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
}

export function stepText(step: Step, say: Say): StepText {
  const { words, span } = say;
  const { kinds } = words;
  switch (step.type) {
    case 'send':
      return { kind: kinds.send, ...sendText(step, say) };
    case 'place':
      return { kind: kinds.place, ...placeText(step, say) };
    case 'wait':
      return { kind: kinds.wait, ...waitText(step, say) };
    case 'branch':
      return { kind: kinds.branch, title: words.paths(step.paths.length), detail: words.firstThat };
    case 'split':
      return { kind: kinds.split, ...splitText(step, say) };
    case 'set':
      return { kind: kinds.set, title: setText(step, say), detail: words.ofCustomer };
    case 'enter':
      return { kind: kinds.enterOther, title: asksText(step, say), detail: words.goesOn };
    case 'grant':
      return { kind: kinds.grant, title: rewardName(step.reward, say), detail: words.ofProgramme };
    case 'quest':
      return { kind: kinds.quest, title: step.quest || words.untitled, detail: words.ofProgramme };
    case 'stop':
      return { kind: kinds.stop, title: step.reason || words.untitled, detail: words.ends };
    case 'webhook':
      return { kind: kinds.webhook, title: step.url || words.untitled, detail: words.waitsFor(span(step.for ?? '3d')) };
  }
}

function sendText(step: StepOf<'send'>, { words }: Say): Omit<StepText, 'kind'> {
  const { channels = [], order, category } = step;
  const { channel = 'email', template, subject, title, text = '' } = channels[0] ?? step;
  const by =
    channels.length === 0
      ? words.by[channel]
      : words.chain(
          channels.map((one) => words.channels[one.channel]),
          order === 'best',
        );
  const [says = ''] = asRead((channel === 'email' ? subject : (title ?? text)) ?? '').split('\n');
  return {
    title: template ?? (says || words.untitled),
    detail: category === undefined ? by : words.category(by, category),
  };
}

function placeText(step: StepOf<'place'>, { words, span }: Say): Omit<StepText, 'kind'> {
  const { placement, template, title = '', slot, for: stays = '7d' } = step;
  return {
    title: words[placement](template ?? (title.trim() || words.untitled)),
    detail: words.shown(slot, span(stays)),
  };
}

/** What happens that ends a wait early. */
function heardIn({ until, anyOf = [] }: StepOf<'wait'>, say: Say): readonly string[] {
  return [...(until ? [triggerText(until, say)] : []), ...anyOf.map((option) => awaitedText(option, say))];
}

/** What a wait is for; empty where it says nothing. */
export function awaitsText(step: StepOf<'wait'>, say: Say): string {
  return say.words.either([...heardIn(step, say), endText(step, say)].filter((part) => part !== ''));
}

function waitText(step: StepOf<'wait'>, say: Say): Omit<StepText, 'kind'> {
  const { words } = say;
  const { until } = step;
  const heard = heardIn(step, say);
  const time = endText(step, say);
  const detail = step.at || step.date || step.bestHour ? words.theirClock : '';
  if (heard.length === 0) {
    const title =
      step.for !== undefined ? words.forSpan(say.span(step.for)) : time === '' ? words.nothing : words.waits(time);
    return { title, detail };
  }
  const since = until?.since === 'step' ? words.sinceStep : '';
  const all = time === '' ? heard : [...heard, time];
  return { title: words.waits(words.either(all)), detail: detail || since };
}

function awaitedText(option: Awaited, say: Say): string {
  return 'on' in option ? triggerText(option, say) : say.condition(option.when);
}

/** When a wait is over by time alone; empty where it is not. */
function endText({ for: long, at, date, bestHour }: Ends, say: Say): string {
  const { words, span } = say;
  if (long !== undefined) return span(long);
  if (at) return words.atTime(at.time, (at.weekdays ?? []).map((day) => words.weekdays[day]).join(', '));
  if (date) return words.onDate(date.attribute, offsetText(date.offset, say));
  return bestHour ? words.bestHour(span(bestHour.within ?? '24h')) : '';
}

function splitText({ arms, ...step }: StepOf<'split'>, say: Say): Omit<StepText, 'kind'> {
  const { words, format } = say;
  const shares = waysOf({ arms, ...step }).flatMap(({ reasons }) =>
    reasons.flatMap((reason) => (reason.is === 'arm' ? [format.percent(reason.share)] : [])),
  );
  const control = arms.find((arm) => arm.control);
  return { title: words.arms(shares.join(' / ')), detail: control ? words.compared(control.name) : words.sticky };
}

function setText({ attribute, value, from, now }: StepOf<'set'>, { words }: Say): string {
  if (value === null) return words.removes(attribute);
  if (now !== undefined) return words.sets(attribute, now === 'day' ? words.nowDay : words.nowInstant);
  return words.sets(attribute, from ?? (value === undefined ? words.nothing : String(value)));
}

function asksText({ journey }: StepOf<'enter'>, { words }: Say): string {
  return journey === '' ? words.untitled : words.asks(journey);
}

function rewardName(reward: Reward, { words }: Say): string {
  switch (reward.give) {
    case 'points':
      return words.points(reward.points);
    case 'badge':
      return words.badge(reward.badge || words.untitled);
    case 'coupon':
      return words.coupon(reward.pool || words.untitled);
    case 'draw':
      return words.ticket(reward.draw || words.untitled);
  }
}

/** What takes a way, in words. */
export function reasonText(reason: WayReason, say: Say): string {
  const { ways } = say.words;
  switch (reason.is) {
    case 'condition':
      return say.condition(reason.when);
    case 'otherwise':
      return ways.otherwise;
    case 'arm':
      return (reason.isControl ? ways.control : ways.arm)(reason.name, say.format.percent(reason.share));
    case 'happened':
      return triggerText(reason.what, say);
    case 'time':
      return reason.of.for === undefined ? ways.comes(endText(reason.of, say)) : ways.passes(say.span(reason.of.for));
    case 'missing':
      return ways.missing;
    case 'replied':
      return ways.replied;
    case 'failed':
      return ways.failed;
    case 'started':
      return ways.started;
    case 'already':
      return ways.already;
  }
}
