import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const audit: Words['audit'] = {
  title: 'Günlük',
  about:
    'Burada yapılan her değişiklik ve kimin yaptığı. Programların müşteriler hakkında gönderdikleri burada yer almaz.',
  mayNot: 'Günlüğü yalnızca işletmenler ve yöneticiler okur.',
  empty: 'Henüz hiçbir şey değişmedi. Her değişiklik, kimin yaptığı ve öncesiyle birlikte burada olacak.',
  noneFound: 'Günlükte buna uyan bir şey yok. Daha az şey sorun.',
  filter: 'Günlükten ne gösteriliyor',
  kind: 'Konu',
  anything: 'hepsi',
  object: 'Kimliği',
  actor: 'Yapan: kullanıcı ya da anahtar kimliği',
  from: 'Başlangıç',
  to: 'Bitiş',
  clear: 'Hepsini göster',
  columns: { when: 'Ne zaman', who: 'Kim', what: 'Ne', changed: 'Önce ve sonra' },
  kinds: {
    audience: 'Kitle',
    clock: 'Deneme saati',
    customer: 'Müşteri',
    invitation: 'Davet',
    job: 'İş',
    journey: 'Yolculuk',
    key: 'Anahtar',
    loyalty: 'Sadakat programı',
    policies: 'Kurallar',
    quarantine: 'Kenara alınan',
    scoring: 'Puanlama',
    session: 'Oturum',
    silence: 'Ritim',
    template: 'Şablon',
    user: 'Kullanıcı',
    webhooks: 'Web kancaları',
    workspace: 'Çalışma alanı',
  },
  onlyBy: (who) => `Yalnızca ${who} tarafından yapılanlar`,
  onlyAbout: (id) => `Yalnızca ${id} ile ilgili olanlar`,
  nothing: 'hiçbir değer değişmedi',
  values: (count) => `${number(count)} değer`,
  whole: 'tümü',
  more: (count) => `ve ${number(count)} değer daha`,
};
