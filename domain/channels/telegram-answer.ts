/** What Telegram is told after an update: in our reply to its webhook, which it reads as a call, or by a call where we have asked for the update. */
export type TelegramAnswer =
  | { readonly method: 'answerCallbackQuery'; readonly callback_query_id: string }
  | { readonly method: 'sendMessage'; readonly chat_id: number; readonly text: string };
