import { speaking } from '../speaking.ts';
import type { Words } from '../words.tsx';

const { number } = speaking('tr');

export const channels: Words['channels'] = {
  names: { email: 'E-posta', sms: 'SMS', telegram: 'Telegram', push: 'Web bildirimi', mobile: 'Mobil bildirim' },
  alert: {
    paused: (channel, reason) => `${channel} duraklatıldı: ${reason}. İletileri en çok altı saat bekler.`,
    see: 'Kanallara bak',
  },
  reach: {
    title: 'Ulaşılabilir',
    help: 'Hiçbir sağlayıcının reddetmediği bir adresi biliniyor ve pazarlama izni verilmiş',
    by: {
      email: (value) => `${value} e-posta`,
      sms: (value) => `${value} SMS`,
      telegram: (value) => `${value} Telegram`,
      push: (value) => `${value} web bildirimi`,
      mobile: (value) => `${value} mobil bildirim`,
    },
    some: (value) => `${number(value)} kişiye ulaşılabilir`,
    of: (may, meant, how) =>
      `${number(meant)} kişiden ${number(may)} kişiye ulaşılabilir${how === '' ? '' : `: ${how}`}`,
    sandbox: 'deneme ortamı kim olursa olsun kendi posta kutusuna yazar',
  },
};
