import { Api, GrammyError, HttpError, InlineKeyboard } from 'grammy';
import type { ChannelSettings } from '../domain/channels/settings.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { later, withoutReply } from './answer.ts';
import { labelsOf } from './labels.ts';
import type { Outcome, Outgoing } from './port.ts';

export interface TelegramOptions {
  /** `https://api.telegram.org`, or the stand-in. */
  readonly root: string;
  /** Towards the stand-in. */
  readonly labelled: boolean;
}

export const TELEGRAM_ROOT = 'https://api.telegram.org';
/** The library would wait for 500 s. */
const WITHIN_SECONDS = 20;

/** Sends one message by the bot of a workspace. Never throws; reasons never hold the token, which stands in addresses. */
export async function sendByTelegram(
  { botToken }: Pick<ChannelSettings['telegram'], 'botToken'>,
  { root, labelled }: TelegramOptions,
  message: Outgoing<'telegram'>,
): Promise<Outcome> {
  const { to, key, parts } = message;
  const api = new Api(botToken, {
    apiRoot: root,
    timeoutSeconds: WITHIN_SECONDS,
    // The library has headers of its own, and takes no others.
    ...(labelled
      ? {
          buildUrl: (at, token, method) =>
            `${at}/bot${token}/${method}?${new URLSearchParams(labelsOf(message)).toString()}`,
        }
      : {}),
  });
  const keyboard = parts.buttons.reduce(
    (rows, button) =>
      ('url' in button
        ? rows.url(button.label, button.url)
        : rows.text(button.label, pressOf(messageName(key), button.id))
      ).row(),
    new InlineKeyboard(),
  );
  const buttons = parts.buttons.length === 0 ? {} : { reply_markup: keyboard };
  try {
    const sent = await api.sendMessage(Number(to), parts.text, {
      link_preview_options: { is_disabled: true },
      ...buttons,
    });
    return { state: 'sent', messageId: String(sent.message_id) };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof HttpError) return withoutReply(error, 'Telegram');
  if (!(error instanceof GrammyError)) return withoutReply(error, 'Telegram');
  const { error_code: code, parameters, description } = error;
  const reason = `Telegram answered ${code}`;
  if (code === 429 || code >= 500) {
    const seconds = parameters.retry_after;
    return later(reason, seconds === undefined ? undefined : seconds * 1_000);
  }
  if (code === 401 || code === 404) return { state: 'paused', reason };
  const isGone = code === 403 || (code === 400 && /chat not found/i.test(description));
  return isGone ? { state: 'failed', reason, because: 'address' } : { state: 'failed', reason };
}

/** What Telegram gives back when a button is pressed: 64 bytes at most, and a name of a message has 40. */
function pressOf(message: string, button: string): string {
  return `${message}|${button}`;
}
