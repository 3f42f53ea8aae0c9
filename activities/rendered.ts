import { renderTemplate, renderTexts, type RenderFault } from '../channels/render.ts';
import type { ChannelParts } from '../channels/port.ts';
import type { Reader } from '../channels/template-variables.ts';
import type { Channel } from '../domain/channels/channel.ts';
import { fitsPush, MOST_PUSH_BYTES } from '../domain/channels/push-size.ts';
import { sourcesOf, type Said } from '../domain/channels/texts.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { RenderFaultName } from '../domain/words/render-fault.ts';

/** A message as it goes out, by its channel. */
export type Parts = { [C in Channel]: { readonly channel: C; readonly parts: ChannelParts[C] } }[Channel];

/** Signs that one message of Twilio may have, and one of Telegram. */
const LONGEST: Readonly<Record<Exclude<Channel, 'email'>, number>> = {
  sms: 1_600,
  telegram: 4_096,
  push: 2_000,
  mobile: 2_000,
};

/**
 * Renders what a message says to one customer.
 * @throws only when no thread can be started
 */
export async function renderSaid(
  workspace: WorkspaceId,
  said: Said,
  reader: Reader,
): Promise<({ readonly ok: true } & Parts) | RenderFault> {
  if (said.channel === 'email') {
    const rendered = await renderTemplate(workspace, said.texts, reader);
    if (!rendered.ok) return rendered;
    const { subject, html, text } = rendered;
    return { ok: true, channel: 'email', parts: { subject, html, text } };
  }
  const rendered = await renderTexts(workspace, sourcesOf(said), reader);
  if (!rendered.ok) return rendered;
  const of = new Map(Object.entries(rendered.texts));
  const text = (of.get('text') ?? '').trim();
  const most = LONGEST[said.channel];
  if (text === '') return refused('the message came out empty', { code: 'empty', part: 'text' });
  if (text.length > most) {
    const problem = `the message came out with ${text.length} characters, and ${most} fit into one`;
    return refused(problem, { code: 'too-long', part: 'text' });
  }
  switch (said.channel) {
    case 'sms':
      return { ok: true, channel: 'sms', parts: { text } };
    case 'telegram':
      return { ok: true, channel: 'telegram', parts: { text, buttons: said.texts.buttons ?? [] } };
    case 'push':
    case 'mobile': {
      const parts = pushParts(of);
      return 'problem' in parts ? parts : { ok: true, channel: said.channel, parts };
    }
  }
}

function pushParts(of: ReadonlyMap<string, string>): ChannelParts['push'] | RenderFault {
  const url = of.get('url')?.trim();
  if (url !== undefined && !/^https?:\/\/\S+$/.test(url)) {
    return refused('url came out as no address of the web', { code: 'no-address', part: 'url' });
  }
  const title = (of.get('title') ?? '').replace(/\s+/g, ' ').trim();
  const parts = { title, text: (of.get('text') ?? '').trim(), ...(url === undefined ? {} : { url }) };
  if (fitsPush(parts)) return parts;
  return refused(`the message came out with more than ${MOST_PUSH_BYTES} bytes`, { code: 'too-long', part: 'text' });
}

function refused(problem: string, fault: RenderFaultName): RenderFault {
  return { ok: false, problem, fault, slow: false };
}
