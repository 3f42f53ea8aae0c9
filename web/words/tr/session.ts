import type { Words } from '../words.tsx';

export const session: Words['session'] = {
  title: 'Oturum aç',
  how: 'Bir yöneticinin verdiği ya da npm start komutunun yazdığı bağlantıyı açın ya da bir anahtar yapıştırın. Tarayıcı bir çerez saklar, anahtarı saklamaz.',
  because: {
    key: 'Bu bağlantıdaki anahtar hiçbir şeyi açmıyor. Sona ermiş ya da bağlantı kesilmiş olabilir. Bunun yerine bir anahtar yapıştırın.',
    provider: 'Kimlik sağlayıcı kimseyi almadı: çok uzun sürdü, reddetti ya da ona ulaşılamıyor. Yeniden deneyin.',
    unverified:
      'Kimlik sağlayıcı e-posta adresinizi doğrulamıyor. Orada doğrulatın ya da bir yöneticiden bağlantı isteyin.',
    unknown: 'E-posta adresinizle buradaki ekiplerde kimse yok. Bir yöneticiden bu adresi davet etmesini isteyin.',
    several: 'Birden çok çalışma alanındasınız. Gitmek istediğinizin adını yazın.',
  },
  byProvider: 'Kurumunuzla oturum açın',
  workspace: 'Çalışma alanı',
  key: 'Anahtar',
  signIn: 'Oturum aç',
  roles: { marketer: 'pazarlamacı', operator: 'işletmen', admin: 'yönetici' },
  needs: (role) => `Bunun için ${role} rolü gerekir. Bir yönetici bu rolü Veri, Ekip altında verebilir.`,
  again: {
    title: 'Oturumunuz sona erdi',
    how: 'Yazdıklarınız duruyor. Burada ya da başka bir sekmede yeniden oturum açın ve kaldığınız yerden sürdürün.',
    byProvider: 'Kurumunuzla başka bir sekmede oturum açın',
  },
  join: {
    title: 'Hoş geldiniz',
    invited: (workspace, role) => `${workspace} çalışma alanına ${role} rolüyle davetlisiniz.`,
    back: (name, workspace) => `${workspace} çalışma alanında ${name} olarak oturum açın.`,
    name: 'Adınız nasıl görünsün',
    nameHint: 'Ekip bu adı yaptıklarınızın yanında görür.',
    enter: 'Gir',
    byKey: 'Bunun yerine anahtarla oturum aç',
  },
};
