import type { Words } from '../words.tsx';

export const session: Words['session'] = {
  title: 'Oturum aç',
  how: 'Bir yöneticinin verdiği ya da npm start komutunun yazdığı bağlantıyı açın ya da bir anahtar yapıştırın. Tarayıcı bir çerez saklar, anahtarı saklamaz.',
  wrongLink:
    'Bu bağlantıdaki anahtar hiçbir şeyi açmıyor. Sona ermiş ya da bağlantı kesilmiş olabilir. Bunun yerine bir anahtar yapıştırın.',
  key: 'Anahtar',
  signIn: 'Oturum aç',
  roles: { marketer: 'pazarlamacı', operator: 'işletmen', admin: 'yönetici' },
  needs: (role) => `Bunun için ${role} rolü gerekir. Bir yönetici bu rolü Veri, Ekip altında verebilir.`,
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
