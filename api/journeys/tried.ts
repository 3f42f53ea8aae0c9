import type { EventRow } from '../../db/events/events.ts';
import type { EffectOutcomes, TimelineRow } from '../../db/events/timeline.ts';
import { moneyOf } from '../../db/workspaces/workspaces.ts';
import type { Walked } from '../../domain/decision/trial.ts';
import type { Effect, JourneyOrigin } from '../../domain/effect.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { stepBehind } from '../../domain/journey/origin.ts';
import { customerKey, journalKey, type EffectKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { smsLength, type SmsLength } from '../../domain/channels/sms-length.ts';
import { sourcesOf, type Said } from '../../domain/channels/texts.ts';
import { wordingOn } from '../../domain/journey/steps/send-step.ts';
import { ownWords, templateWords } from '../../domain/journey/steps/send-words.ts';
import { textIn, type MailTexts } from '../../domain/templates/template.ts';
import { isoTime } from '../../domain/time.ts';
import type { RenderFaultName } from '../../domain/words/render-fault.ts';
import { timelineEntry } from '../customers/timeline-entry.ts';
import type { ApiDeps } from '../deps.ts';
import type { Tried } from './try-run.ts';

/** More nobody reads, and each is rendered. */
const MOST_MESSAGES = 50;

interface TriedMessage {
  readonly key: EffectKey;
  readonly at: string;
  readonly journey: string;
  readonly step: string;
  readonly channel: Channel;
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  /** Of an SMS. */
  readonly sms?: SmsLength;
  readonly problem?: string;
  readonly fault?: RenderFaultName;
}

/** The messages that a try decided, as they would be sent. */
export async function triedMessages(
  { renderMail, stores }: Pick<ApiDeps, 'renderMail' | 'stores'>,
  { here, customer, playbook }: Tried,
  effects: readonly Effect[],
): Promise<readonly TriedMessage[]> {
  const sent = effects.filter((effect) => effect.kind === 'sendMessage').slice(0, MOST_MESSAGES);
  const messages: TriedMessage[] = [];
  for (const { key, at, origin, context, ...about } of sent) {
    const { journey, step } = origin.place;
    const said = saidIn(playbook, origin, about);
    if (said === undefined) continue;
    const { channel } = said;
    const of = { key, at: isoTime(at), journey, step, channel };
    const recs = await stores.mailRecommendations(here, playbook, customer, Object.values(sourcesOf(said)));
    const reader = { customer, context, recs, messageId: messageName(key) };
    const rendered = await renderMail(here.workspace._id, asMail(said), reader);
    messages.push({
      ...of,
      ...(rendered.ok ? shownAs(channel, rendered) : { problem: rendered.problem, fault: rendered.fault }),
    });
  }
  return messages;
}

/** What a reader sees of a message of this channel. */
export function shownAs(channel: Channel, { subject, html, text }: Words): ShownMessage {
  switch (channel) {
    case 'email':
      return { subject, html, text };
    case 'sms':
      return { text, sms: smsLength(text) };
    case 'telegram':
      return { text };
    case 'push':
    case 'mobile':
      return { subject, text };
  }
}

type Words = Required<Pick<TriedMessage, 'subject' | 'html' | 'text'>>;
type ShownMessage = Pick<TriedMessage, 'subject' | 'html' | 'text' | 'sms'>;

/** Words of another channel as a mail that shows them: its text is what a phone shows. */
export function asMail(said: Said): MailTexts {
  if (said.channel === 'email') return said.texts;
  const { text } = said.texts;
  return { subject: 'title' in said.texts ? said.texts.title : '-', body: '-', text };
}

/** A try walks by one playbook, so the version of a template that it chose is the one in it. */
function saidIn(
  playbook: Playbook,
  origin: JourneyOrigin,
  { channel, template: name }: Pick<Effect<'sendMessage'>, 'channel' | 'template'>,
): Said | undefined {
  const step = stepBehind(playbook, origin);
  if (step?.type !== 'send') return undefined;
  const wording = wordingOn(step, channel);
  if (wording === undefined) return undefined;
  const own = ownWords(wording);
  if (own !== undefined) return own;
  const published = name && playbook.templates.get(name.id);
  const texts = published && textIn(published.template, name);
  return texts && templateWords(wording, texts);
}

/** What the customer's timeline would show of it, newest first. */
export function triedTimeline(
  { here: { workspace }, customer, playbook }: Tried,
  events: readonly EventRow[],
  { entries, state }: Walked,
  messages: readonly TriedMessage[],
) {
  const key = customerKey(workspace._id, customer);
  const told = {
    money: moneyOf(workspace),
    table: playbook.scoring.segments,
    outcomes: new Map(messages.flatMap(notSent)) satisfies EffectOutcomes,
  };
  const outcomes = new Map(entries.flatMap((entry) => entry.events.map((one) => [one.key, one.outcome] as const)));
  const happened = events.filter(({ _id }) => outcomes.has(_id));
  const rows: readonly TimelineRow[] = [
    ...happened.map((event) => {
      const at = event.event.at;
      return { kind: 'event' as const, at, place: event._id, event, outcome: outcomes.get(event._id) };
    }),
    ...entries.map((entry) => {
      const of = { _id: journalKey(key, entry.seq), workspace: workspace._id, customer, key };
      const row = { ...entry, ...of, now: state.asOf, turn: state.turn, heard: 0 };
      return { kind: 'decision' as const, at: entry.at, place: String(entry.seq), entry: row };
    }),
  ];
  // Of one instant the event comes first, and what followed from it after it; then all of it is turned round.
  return rows
    .toSorted((a, b) => a.at - b.at)
    .toReversed()
    .map((row) => timelineEntry(row, told));
}

/** What could not be rendered would have failed. */
function notSent({ key, problem }: TriedMessage) {
  return problem === undefined ? [] : [[key, { state: 'failed' as const, reason: problem }] as const];
}
