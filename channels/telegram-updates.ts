import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api, GrammyError } from 'grammy';
import type { TelegramAnswer } from '../domain/channels/telegram-answer.ts';

/** What reading the updates of a bot came to. Reasons hold no token and nothing that people wrote. */
export type Heard =
  /** As Telegram sent them, in its order; empty where nobody said anything for so long. */
  | { readonly is: 'updates'; readonly updates: readonly { readonly update_id: number }[] }
  /** It may go the next time, after so many ms where Telegram says so. */
  | { readonly is: 'away'; readonly reason: string; readonly after?: number }
  /** Telegram sends the updates to a webhook, and gives them to nobody who asks. */
  | { readonly is: 'webhook' }
  /** Another program reads the updates of this bot. */
  | { readonly is: 'others' }
  /** The bot is set up wrongly. */
  | { readonly is: 'refused'; readonly reason: string };

/** A bot whose updates are asked for. */
export interface BotUpdates {
  /**
   * Waits for updates.
   * @param next the first one that is wanted, by which Telegram forgets all before it; left out: whatever it has
   * @param signal ends the wait, which then came to `away`
   */
  read(next: number | undefined, signal: AbortSignal): Promise<Heard>;
  /** What came meanwhile stays, and is read next. @returns false where it did not work */
  removeWebhook(): Promise<boolean>;
  /** A courtesy: what fails is not repeated. */
  answer(answer: TelegramAnswer): Promise<void>;
}

/** As many kinds as are looked at (`telegramUpdate`); Telegram keeps the others to itself. */
const KINDS = ['message', 'callback_query', 'my_chat_member'] as const;
/** For so long Telegram holds an answer back while there is nothing to tell. */
const LONG_POLL_SECONDS = 25;
const WITHIN_SECONDS = 10;

/** @param root `https://api.telegram.org`, or the stand-in. @param seconds for how long a read waits */
export function openBotUpdates(botToken: string, root: string, seconds: number = LONG_POLL_SECONDS): BotUpdates {
  // The library takes no signal of Node; what hangs up is the end of its connections.
  const agent = root.startsWith('https:') ? new HttpsAgent() : new HttpAgent();
  const api = new Api(botToken, {
    apiRoot: root,
    timeoutSeconds: seconds + WITHIN_SECONDS,
    baseFetchConfig: { compress: true, agent },
  });
  return {
    async read(next, signal) {
      const hangUp = () => agent.destroy();
      signal.addEventListener('abort', hangUp, { once: true });
      try {
        const wanted = { timeout: seconds, allowed_updates: KINDS, ...(next === undefined ? {} : { offset: next }) };
        return { is: 'updates', updates: await api.getUpdates(wanted) };
      } catch (error) {
        return heardOf(error);
      } finally {
        signal.removeEventListener('abort', hangUp);
      }
    },
    async removeWebhook() {
      return await api.deleteWebhook({ drop_pending_updates: false }).catch(() => false);
    },
    async answer(answer) {
      const said =
        answer.method === 'sendMessage'
          ? api.sendMessage(answer.chat_id, answer.text)
          : api.answerCallbackQuery(answer.callback_query_id);
      await said.catch(() => undefined);
    },
  };
}

function heardOf(error: unknown): Heard {
  if (!(error instanceof GrammyError)) return { is: 'away', reason: 'Telegram could not be reached' };
  const { error_code: code, parameters, description } = error;
  const reason = `Telegram answered ${code}`;
  if (code === 409) return { is: /webhook/i.test(description) ? 'webhook' : 'others' };
  if (code === 401 || code === 404) return { is: 'refused', reason };
  const seconds = parameters.retry_after;
  return { is: 'away', reason, ...(seconds === undefined ? {} : { after: seconds * 1_000 }) };
}
