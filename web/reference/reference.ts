import showCalls, { type SwaggerSystem } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import '../styles/tokens.css';
import './reference.css';
import { keptTheme, showTheme } from '../shell/theme.ts';

/** Where the `type` of a problem pointed up to 0.7.0. */
const EARLIER = '#problem-';

function showLooks(): void {
  const theme = keptTheme();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const isDark = theme === 'system' ? dark.matches : theme === 'dark';
    document.documentElement.classList.toggle('dark-mode', isDark);
  };
  showTheme(theme);
  show();
  dark.addEventListener('change', show);
}

/** The line of a call is a button that opens it and names it in the address; a link within it would be a second control in the same place. */
const withoutLinksInButtons = ({ React }: SwaggerSystem) => ({
  components: { DeepLink: ({ text }: { readonly text: unknown }) => React.createElement('span', null, text) },
});

const place = document.getElementById('calls');
if (place === null) throw new Error('docs.html has no element with the id calls.');

if (location.hash.startsWith(EARLIER)) {
  location.replace(`/docs/problems#${location.hash.slice(EARLIER.length)}`);
} else {
  showLooks();
  showCalls({
    url: '/openapi.json',
    domNode: place,
    validatorUrl: null,
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    displayRequestDuration: true,
    persistAuthorization: false,
    plugins: [withoutLinksInButtons],
  });
}
