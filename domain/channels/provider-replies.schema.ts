import { z } from 'zod';
import { ADDRESSES } from './address.schema.ts';

/** What Twilio says of a message that it has taken. */
export const twilioAccepted = z.object({ sid: z.string().regex(/^[A-Za-z0-9]{1,64}$/) });
/** What it says of one that it has not. */
export const twilioRefused = z.object({ code: z.number() });

/** As much as is used of what Twilio posts: a message of a person, or what became of one of ours. */
export const twilioInbound = z.object({
  From: z.string().max(64).optional(),
  Body: z.string().max(2_000).optional(),
  MessageSid: z.string().max(64).optional(),
  MessageStatus: z.string().max(30).optional(),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

/** What the gateway of a workspace's own says that somebody wrote. */
export const gatewayInbound = z.strictObject({
  id: z.string().min(1).max(200),
  from: ADDRESSES.sms,
  text: z.string().max(2_000),
});

const chat = z.object({ id: z.number(), type: z.string() });

/** As much as is used of an update of Telegram; what it is about besides is not looked at. */
export const telegramUpdate = z.object({
  update_id: z.number(),
  message: z.object({ chat, date: z.number(), text: z.string().max(5_000).optional() }).optional(),
  callback_query: z
    .object({
      id: z.string().max(64),
      data: z.string().max(64).optional(),
      message: z.object({ chat }).optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});
export type TelegramUpdate = z.infer<typeof telegramUpdate>;

/** An access token of Google (RFC 6749), and for how many seconds it is good. */
export const googleToken = z.object({
  access_token: z.string().min(1).max(4_096),
  expires_in: z.number().min(1).max(86_400),
});
/** What Firebase says of a message that it has taken. */
export const fcmSent = z.object({ name: z.string().min(1).max(500) });
/** What it says of one that it has not; details of other kinds say nothing here. */
export const fcmRefused = z.object({
  error: z.object({
    details: z
      .array(
        z.object({
          errorCode: z
            .string()
            .regex(/^[A-Z_]{1,40}$/)
            .optional(),
          fieldViolations: z.array(z.object({ field: z.string().optional() })).optional(),
        }),
      )
      .optional(),
  }),
});
