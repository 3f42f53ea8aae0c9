import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const ui: Words['ui'] = {
  loading: 'Yükleniyor',
  retry: 'Yeniden dene',
  close: 'Kapat',
  cancel: 'Vazgeç',
  keep: 'Kalsın',
  leave: 'Yazdıklarınız kaydedilmedi. Kaydetmeden çıkılsın mı?',
  copy: 'Kopyala',
  copied: 'Kopyalandı',
  more: 'Daha fazla göster',
  unreachable: 'Sunucuya ulaşılamıyor. Hiçbir şey kaybolmadı; yeniden denediğinizde tekrar sorulur.',
  unreadable: (status) => `Sunucu nedenini söylemeden ${status} yanıtını verdi.`,
  broken: 'Bu sayfada bir şeyler ters gitti. Sayfayı yenileyin; yine olursa Sojourn’u işleten kişiye bildirin.',
  requestId: (id) => `İstek ${id}`,
  nobody: 'Hiç kimse',
  noSegment: 'Segment yok',
  customers: (value) => `${number(value)} müşteri`,
  notFound: 'Böyle bir sayfa yok.',
  toHome: 'Segmentlere git',
};
