import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');
const days = (value: number) => `${number(value)} gün`;

export const silence: Words['silence'] = {
  inForce: 'Yürürlükteki sessizlik kuralları',
  about: (version, share) => `Sürüm ${version} · müşterilerin ${share} kadarı buna göre yaşıyor`,
  overdue: 'Gecikti',
  lapsed: 'Kaybedildi',
  days,
  fixedFor: (hasRule) => (hasRule ? 'kendi ritmi olmayanlar için' : 'son siparişten sonra, herkes için'),
  rule: 'Düzenli müşteriler için',
  noRule: 'aynı sabit günler',
  learned: 'Neyden öğrenildi',
  learnedFrom: (customers, repeaters) =>
    `${number(customers)} müşteri, bunların ${number(repeaters)} tanesi birden çok kez aldı`,
  between: (floor, cap) => `${days(floor)} dolmadan ve ${days(cap)} geçtikten sonra değil`,
  fixed: 'Başka sabit günler',
  overdueDays: 'Gecikmiş sayılana dek gün',
  lapsedDays: 'Kaybedilmiş sayılana dek gün',
  off: 'Herkes için: öğrenilmiş ritmi kapat',
  drift: (predicted, actual) => `Tahmin ${predicted}, geri dönen ${actual}`,
  driftAlert: 'Tahminler rastlantının açıklayabileceğinden fazla şaşıyor. Ritmi yeniden öğrenin.',
  fit: 'Ritmi öğren',
  fitAbout: 'Bir kural ancak gidenleri, aynı sayıda yanlış alarmla, daha erken bulursa yürürlüğe girer.',
  fitNow: 'Şimdi öğren',
  last: 'Son sefer',
  lastNone: 'Henüz öğrenilmedi. Yaklaşık bir yıllık geçmiş gerekir.',
  begunBy: { call: 'istek üzerine', schedule: 'zamanlamayla', drift: 'tahminler şaştığı için' },
  schedule: 'Yeniden öğren',
  never: 'yalnızca istenince',
  every: (value) => `${number(value)} günde bir`,
  next: (when) => `sıradaki ${when}`,
  calibration: 'Sessizlik kuralların dediği anlama geliyor mu?',
  stage: 'Aşama',
  asTable: 'Tablo olarak',
  asPlot: 'Grafik olarak',
  predicted: '90 gün içinde geri dönme tahmini',
  observed: 'Geri dönen',
  judged: 'Değerlendirilen',
  open: 'Henüz açık',
  range: 'Tahmin',
  plot: (points) => `Tahmine karşı gerçekleşen, ${number(points)} nokta; çizgi üzerinde uyuşurlar`,
  point: (predicted, actual, judged) => `Tahmin ${predicted}, geri dönen ${actual}, toplam ${number(judged)}`,
  noPoints: 'Tahmini olan hiçbir aşama henüz 90 gününü doldurmadı.',
  agree: 'tahmin edildiği gibi',
  summary: ({ judged, returned, open, days: within }, predicted) => {
    if (judged === 0 && open === 0) return 'Henüz kimse sessizliğe gömülmedi; karşılaştırılacak bir şey yok.';
    if (judged === 0)
      return `Henüz kimse ${days(within)} sessiz kalmadı: ${number(open)} aşama değerlendirilmeyi bekliyor.`;
    const came = `Müşteriler, ${number(judged)} sessizlik aşamasının ${number(returned)} tanesinden sonra ${days(within)} içinde geri döndü`;
    return predicted === null ? `${came}.` : `${came}; ortalama tahmin ${predicted} idi.`;
  },
  figures: (judged, returned, open) =>
    `${number(judged)} değerlendirildi, ${number(returned)} geri döndü, ${number(open)} henüz açık`,
};
