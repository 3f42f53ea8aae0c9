import { speaking } from '../speaking.ts';

const { count } = speaking('en');

export const deliverability = {
  title: 'Do messages arrive?',
  about: (from: string, to: string) => `Messages of ${from} to ${to}`,
  none: 'No message was sent in these days.',
  noneHint: 'Once a journey sends, this shows what arrived, what came back, and who complained.',
  days: 'Of the last',
  dayCount: (value: number) => count(value, { one: 'day', other: 'days' }),
  channel: 'Channel',
  everyChannel: 'All channels',
  channels: { email: 'E-mail', sms: 'Text message', telegram: 'Telegram', push: 'Web push', mobile: 'Mobile push' },
  figures: {
    sent: 'Sent',
    delivered: 'Known to have arrived',
    bounced: 'Came back',
    complained: 'Reported as spam',
    unsubscribed: 'Unsubscribed',
    unknown: 'Outcome unknown',
    failed: 'Failed',
    opened: 'Opened',
    clicked: 'Clicked in',
  },
  help: {
    sent: 'A provider took them.',
    delivered: 'Their provider said so; not every provider does.',
    bounced: (hard: string) => `Of them ${hard} to addresses that nobody has.`,
    complained: 'Their readers pressed “spam”.',
    unsubscribed: 'Their readers took their consent back by them.',
    unknown: 'They may have gone out, or not, and are not tried again.',
    failed: 'Refused by the provider, or given up.',
    opened: 'By our own picture; a mail program may fetch it by itself.',
    clicked: 'By our own links and buttons.',
  },
  notLooked: 'Opens and clicks of mails are not looked at, as the mail settings say.',
  warnings: {
    complaints: (some: string, of: string) =>
      `${some} of ${of} messages were reported as spam, which is more than 0.1 %. Gmail asks senders to stay below that.`,
    'complaints-blocking': (some: string, of: string) =>
      `${some} of ${of} messages were reported as spam, which is 0.3 % or more. From there on Gmail and Yahoo refuse a sender’s mail.`,
    bounces: (some: string, of: string) => `${some} of ${of} messages came back, which is more than 2 %.`,
  },
  advice: {
    complaints: 'Send less often, only to whom agreed, and to whom still opens or buys.',
    'complaints-blocking': 'Pause what is reported until you know why.',
    bounces: 'Look where these addresses came from. Addresses that nobody has are not written to again.',
  },
  few: 'So few were sent that a single report is already more than 0.1 %. Watch it rather than act on it.',
  sources:
    'A message counts on the day on which it was decided, and so does what comes back of it later. What came back is a share of all that was sent, the rest a share of what did not come back. 0.1 % and 0.3 %: sender guidelines of Gmail and Yahoo. 2 %: a rule of thumb of mail services. Gmail passes on no single report: see its Postmaster Tools as well.',
  byDay: 'Day by day, by channel',
  day: 'Day',
  /** A part of what went out on a day. */
  ofDay: (day: string, channel: string) => `${day}: ${channel}`,
  byChannel: 'By channel',
  byJourney: 'By journey',
  journey: 'Journey',
  warned: 'look into it',
  uncounted: (value: number) =>
    `${count(value, { one: 'message', other: 'messages' })} still being counted; the figures follow.`,
};
