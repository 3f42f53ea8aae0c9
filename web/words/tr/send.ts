import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

/** What is asked of a step that sends. */
export const send: Words['build']['send'] = {
  by: 'Nasıl gidiyor',
  channels: { email: 'E-posta', sms: 'SMS', telegram: 'Telegram', push: 'Web bildirimi', mobile: 'Mobil bildirim' },
  several: 'birkaç kanal, biri ötekinin ardından',
  severalHint:
    'İletiyi önce bir kanal gönderir. Süresinde açmazlar, tıklamazlar, yanıtlamazlar, satın almazlar ve uğramazlarsa sıradaki kanal gönderir. İzni ya da adresi olmayan kanal hemen geçilir.',
  place: (place, channel) => `${number(place)}. ${channel}`,
  channel: 'Kanal',
  up: (channel) => `${channel} daha önce denensin`,
  add: 'Bir kanal daha',
  after: 'Sıradaki kanal şu kadar sonra',
  afterHint: 'Bu süre boyunca tepki yoksa: 5 dakika ile 14 gün arası. Her ileti üst sınırlara sayılır.',
  order: 'Önce hangisi',
  orders: { written: 'bu listedeki sırayla', best: 'izni ve adresi olanlardan en çok tepki verdikleri' },
  most: 'En çok kaç kanalda',
  mostHint: 'Boşsa hepsinde. En iyisi önceyken 1, yalnızca en iyi kanal demektir.',
  sms: (encoding, units, segments, left) =>
    `${encoding} ile ${number(units)} işaret: ${number(segments)} SMS olarak ödenir, ${number(left)} işaret daha sığar`,
  unicode:
    'SMS alfabesinde olmayan bir işaret (ş ya da bir emoji gibi) bir SMS’e 160 yerine yalnızca 70 işaret sığdırır.',
  phone: 'Telefonlarında göründüğü gibi',
};
