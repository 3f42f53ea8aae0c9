import type { RewardWords } from '../../screens/rewards/words.ts';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const placements: RewardWords['placements'] = {
  title: 'Afişler ve bildirimler',
  about: 'Yolculukların mağaza sayfalarına koyduklarını kim, nereden görebilir.',
  mayNot: 'Bu ayarları yalnızca yönetici görür ve değiştirir.',
  mode: 'Kim sorabilir',
  modes: {
    off: 'yalnızca anahtarı olan programlar',
    optional: 'mağazanın imzaladığı jetonla müşteriler de',
    required: 'yalnızca böyle bir jetonla müşteriler',
  },
  origins: 'Tarayıcıdan sorabilen sayfalar',
  originsHint: 'Her satıra bir adres, örneğin https://shop.example.com.',
  poll: 'Sayfalar kaç saniyede bir bakar',
  save: 'Kaydet',
  saved: 'Kaydedildi. Hemen geçerlidir.',
  keys: 'Jetonlar neyle denetlenir',
  noKeys: 'Henüz anahtar yok; hiçbir jeton bir şey açmaz.',
  columns: { id: 'Anahtar (kid)', alg: 'Algoritma', since: 'Tarih', action: 'İşlem' },
  alg: 'Yeni anahtar',
  algs: { HS256: 'burada üretilen bir gizli anahtar', EdDSA: 'kendi çiftinizin açık yarısı' },
  publicKey: 'Açık anahtar, PEM olarak',
  add: 'Anahtar ekle',
  most: (most) => `${number(most)} anahtar var; daha fazlası olamaz. Önce birini kaldırın.`,
  madeTitle: 'Yeni anahtar',
  once: 'Gizli anahtar yalnızca şimdi gösterilir, bir daha okunamaz. Mağazanın sunucusu jetonları onunla imzalar.',
  public: 'Gizli yarının imzaladığı jetonlar artık kabul edilir.',
  claims: { kid: 'kid', iss: 'iss', aud: 'aud' },
  remove: 'Kaldır',
  removeOf: (id) => `Anahtarı kaldır: ${id}`,
  surely: (id) => `${id} anahtarı kaldırılsın mı?`,
  surelyText: 'Onunla üretilmiş jetonlar hemen hiçbir şey açmaz olur.',
};
