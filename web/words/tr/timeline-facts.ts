import type { Fact, Saying, TimelineSend } from '../../screens/customers/telling.ts';

type Named = NonNullable<Fact['named']>;
/** `null`: only the sentence of the API says it. */
type Tell<What> = (what: What, say: Saying, of: Fact) => string | null;

export const SKIPPED: Readonly<Record<NonNullable<Named['skipped']>, string>> = {
  capped: 'son zamanlarda yeterince ileti gitti',
  'capped-by-channel': 'son zamanlarda bu kanaldan yeterince ileti gitti',
  'capped-by-category': 'son zamanlarda bu türden yeterince ileti gitti',
  'quiet-hours': 'sessiz saatler onu fazla bekletirdi',
  'no-consent': 'izin yok',
  'no-coupon': 'kupon verilmedi',
  'not-reachable': 'adres yok',
  holdout: 'müşteri tüm iletilerin dışında tutuluyor',
  'no-template': 'şablonu yok ya da bu müşteriye bir şey söylemiyor',
  priority: 'başka bir yolculuğun iletisi önce gitti',
};

const REFUSED: Readonly<Record<NonNullable<Named['refused']>, string>> = {
  paused: 'yolculuk duraklatılmış',
  archived: 'yolculuk arşivlenmiş',
  draining: 'yeni sürüm, önceki sürümdekilerin çıkmasını bekliyor',
  'held-out': 'etkisi ölçülebilsin diye dışarıda tutuluyor',
  inside: 'zaten içinde',
  again: 'daha önce girdi; yeniden giremez ya da henüz giremez',
  'too-many': 'aynı anda girilebilecek en çok sayıda içinde',
  'no-key': 'neyle ilgili olduğu belli değil',
  condition: 'koşulunu sağlamıyor',
  'not-live': 'yolculuk kimseyi almıyor',
  segment: 'bağlı olduğu segmentlerden birinde değil',
  loop: 'aynı anda bir adım onu zaten davet etmişti',
};

const WAITS: Readonly<Record<NonNullable<Named['waits']>, string>> = {
  step: 'bekliyor',
  effect: 'web kancasının yanıtını bekliyor',
  reaction: 'iletiye tepki bekliyor',
  'quiet-hours': 'ileti, sessiz saatler bitene dek bekletiliyor',
  priority: 'ileti, başka bir yolculuğun iletisi önce gittiği için bekletiliyor',
  turn: 'sırasını bekliyor',
};

const LEFT: Readonly<Record<NonNullable<Named['left']>, (named: Named, say: Saying) => string>> = {
  end: () => 'tüm adımlar tamamlandı',
  stop: ({ reason = '' }) => reason,
  exit: () => 'bir çıkış koşulu gerçekleşti',
  goal: () => 'hedefe ulaşıldı',
  segment: ({ to = null }, { segment }) =>
    to === null ? 'bağlı olduğu segmentlerden çıktı' : `bağlı olduğu segmentlerden ${segment(to)} segmentine geçti`,
  'step-gone': () => 'bulunduğu adım artık yok',
  archived: () => 'yolculuk arşivlendi',
  drained: () => 'sürümünün süresi doldu',
  relocated: () => 'yeni sürümde bulunduğu adım yok',
  limit: () => 'aynı anda izin verilenden çok adım attı',
};

const REACTED: Readonly<Record<NonNullable<Named['reaction']>, string>> = {
  open: 'açtı',
  click: 'tıkladı',
  reply: 'yanıtladı',
  purchase: 'ardından alışveriş yaptı',
  visit: 'ardından ziyaret etti',
};

const CHANNELS: Readonly<Record<NonNullable<Named['channel']>, string>> = {
  email: 'e-posta',
  sms: 'SMS',
  telegram: 'Telegram',
  push: 'web bildirimi',
  mobile: 'mobil bildirim',
};

const TAKEN: Readonly<Record<NonNullable<TimelineSend['taken']>, string>> = {
  provider: 'sağlayıcı tarafından kabul edildi',
  delivered: 'teslim edildi',
  undelivered: 'sağlayıcı tarafından kabul edildi ama teslim edilemedi',
};

/** What became of a message; of one that was skipped, why. */
export function becameText(state: TimelineSend['state'], { taken, skipped }: Pick<Named, 'taken' | 'skipped'>): string {
  if (taken !== undefined) return TAKEN[taken];
  const became = {
    sending: 'gönderiliyor',
    retry: 'yeniden denenecek',
    sent: 'e-posta sunucusu tarafından kabul edildi',
    failed: 'gönderilemedi',
    unknown: 'gitmiş de olabilir, gitmemiş de; yeniden gönderilmez',
    skipped: 'gönderilmedi',
  }[state];
  return skipped === undefined ? became : `${became}: ${SKIPPED[skipped]}`;
}

const at = ({ step = '', journey }: Fact, say: Saying) => `${say.journey(journey)}, ${step} adımı`;
const message =
  (state: TimelineSend['state']): Tell<Named> =>
  (named, say, of) =>
    `${at(of, say)}: ileti ${named.queued ? 'gönderilmeyi bekliyor' : becameText(state, named)}`;
const afterArm = ({ arm, heldOut }: Named) =>
  arm === undefined ? (heldOut ? ' (yolculuğa girmeden)' : '') : ` (kol: ${arm})`;

/** By what happened in a journey. */
const FACTS: Readonly<Record<Fact['what'], Tell<Named>>> = {
  entered: ({ version = 0 }, say, { journey }) => `${say.journey(journey)} yolculuğuna girdi (sürüm ${version})`,
  refused: ({ refused }, say, { journey }) =>
    refused === undefined ? null : `${say.journey(journey)} yolculuğuna girmedi: ${REFUSED[refused]}`,
  waiting({ waits, until }, say, of) {
    if (waits === undefined) return null;
    return `${at(of, say)}: ${WAITS[waits]}${until === undefined ? '' : `, en geç ${say.minute(until)}`}`;
  },
  passed: ({ took }, say, of) => `${at(of, say)} geçildi${took === undefined ? '' : ` (${took})`}`,
  skipped: ({ skipped }, say, of) => `${at(of, say)} atlandı${skipped === undefined ? '' : `: ${SKIPPED[skipped]}`}`,
  paused: (_named, say, of) => `${at(of, say)}: yolculuk duraklatıldı, bekletiliyor`,
  resumed: (_named, say, of) => `${at(of, say)}: yolculuk yeniden sürüyor`,
  draining: () => null,
  relocated: () => null,
  left: (named, say, { journey }) =>
    named.left === undefined ? null : `${say.journey(journey)} yolculuğundan çıktı: ${LEFT[named.left](named, say)}`,
  converted: (named, say, { journey }) => `${say.journey(journey)} hedefine ulaştı${afterArm(named)}`,
  matured: (named, say, { journey }) =>
    `${say.journey(journey)} hedefi için süre doldu${afterArm(named)}: ${named.reached ? 'ulaşıldı' : 'ulaşılmadı'}`,
  opened: (_named, say, of) => `${at(of, say)}: iletiyi açtı`,
  clicked: (_named, say, of) => `${at(of, say)}: iletide bir bağlantıya tıkladı`,
  reacted: ({ channel, reaction }, say, of) =>
    channel === undefined || reaction === undefined
      ? null
      : `${at(of, say)}: ${CHANNELS[channel]} iletisine tepki verdi: ${REACTED[reaction]}`,
  attempted: () => null,
  'passed-over': ({ channel, skipped }, say, of) =>
    channel === undefined || skipped === undefined
      ? null
      : `${at(of, say)}: ${CHANNELS[channel]} kanalı geçildi: ${SKIPPED[skipped]}`,
  sending: message('sending'),
  sent: message('sent'),
  failed: message('failed'),
  unknown: message('unknown'),
};

export function factText(fact: Fact, say: Saying): string {
  return (fact.named && FACTS[fact.what](fact.named, say, fact)) ?? fact.text;
}
