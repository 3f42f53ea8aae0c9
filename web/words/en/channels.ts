import { speaking } from '../speaking.ts';

const { number } = speaking('en');

export const channels = {
  names: { email: 'E-mail', sms: 'SMS', telegram: 'Telegram', push: 'Web push', mobile: 'Mobile push' },
  alert: {
    paused: (channel: string, reason: string) =>
      `${channel} is paused: ${reason}. Its messages wait for up to six hours.`,
    see: 'See the channels',
  },
  reach: {
    title: 'Can be reached',
    help: 'An address is known that no provider refuses, and consent to marketing was granted',
    by: {
      email: (value: string) => `${value} e-mail`,
      sms: (value: string) => `${value} SMS`,
      telegram: (value: string) => `${value} Telegram`,
      push: (value: string) => `${value} web push`,
      mobile: (value: string) => `${value} mobile push`,
    },
    some: (value: number) => `${number(value)} can be reached`,
    of: (may: number, meant: number, how: string) =>
      `${number(may)} of ${number(meant)} can be reached${how === '' ? '' : `: ${how}`}`,
    sandbox: 'a sandbox writes to its own mailbox, whoever it is',
  },
};
