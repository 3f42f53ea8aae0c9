import { list, record } from './standin-json.ts';

interface Update {
  readonly update_id: number;
}

interface Bot {
  readonly updates: readonly Update[];
  readonly last: number;
  readonly hasWebhook: boolean;
}

/** A call of the Bot API. */
export interface BotCall {
  readonly token: string;
  readonly method: string;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly reply: unknown;
}

/** A long poll of a stand-in need not be long. */
const MOST_SECONDS = 25;
const LOOKS_EVERY = 50;
const PATH = /^\/bot([^/]+)\/(getUpdates|setWebhook|deleteWebhook|answerCallbackQuery|tell)$/;

/** @returns `null` where it is no call about updates */
export function botCallAt(path: string, body: Buffer): BotCall | null {
  const [, token, method] = PATH.exec(path) ?? [];
  return token === undefined || method === undefined ? null : { token, method, body };
}

/** What Telegram keeps of the updates of bots: until they are confirmed by a higher offset, and to be read by nobody while a webhook is set. */
export class StandInBots {
  readonly #bots = new Map<string, Bot>();

  /** Somebody says something to the bot of this token; Telegram gives it a number. */
  tell(token: string, update: Readonly<Record<string, unknown>>): void {
    const bot = this.#of(token);
    const last = bot.last + 1;
    this.#bots.set(token, { ...bot, last, updates: [...bot.updates, { ...update, update_id: last }] });
  }

  /** @param isGone whether whoever asks has hung up */
  async answer({ token, method, body }: BotCall, isGone: () => boolean): Promise<Reply> {
    const asked = record(body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
    const bot = this.#of(token);
    if (method === 'getUpdates') return await this.#updates(token, asked, isGone);
    // Telegram has no such call: here whoever tries the bot says something to it.
    if (method === 'tell') this.tell(token, asked);
    if (method === 'setWebhook' || method === 'deleteWebhook')
      this.#bots.set(token, { ...bot, hasWebhook: method === 'setWebhook' });
    return { status: 200, reply: { ok: true, result: true } };
  }

  async #updates(token: string, asked: Readonly<Record<string, unknown>>, isGone: () => boolean): Promise<Reply> {
    const until = Date.now() + Math.min(Number(asked['timeout'] ?? 0), MOST_SECONDS) * 1_000;
    const kinds = list(asked['allowed_updates']);
    const offset = Number(asked['offset'] ?? 0);
    for (;;) {
      const bot = this.#of(token);
      if (bot.hasWebhook) return refusal(409, "can't use getUpdates method while webhook is active");
      const kept = bot.updates.filter(({ update_id: id }) => id >= offset);
      this.#bots.set(token, { ...bot, updates: kept });
      const result = kept.filter((update) => kinds.some((kind) => Object.hasOwn(update, String(kind))));
      if (result.length > 0 || Date.now() >= until || isGone()) return { status: 200, reply: { ok: true, result } };
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY));
    }
  }

  #of(token: string): Bot {
    return this.#bots.get(token) ?? { updates: [], last: 0, hasWebhook: false };
  }
}

function refusal(error_code: number, said: string): Reply {
  return { status: error_code, reply: { ok: false, error_code, description: `Conflict: ${said}` } };
}
