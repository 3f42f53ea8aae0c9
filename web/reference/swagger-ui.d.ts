/** The package brings no types of its own for its one file; here is what we ask of it. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** What the package makes a page of. */
  export interface SwaggerSystem {
    readonly React: { readonly createElement: (tag: string, props: null, child: unknown) => unknown };
  }
  interface SwaggerUiOptions {
    readonly url: string;
    readonly domNode: Element;
    /** `null`: no service elsewhere is told of the document. */
    readonly validatorUrl: null;
    /** Whether the address names the call that is open. */
    readonly deepLinking: boolean;
    readonly docExpansion: 'none' | 'list' | 'full';
    /** How many levels of named shapes are open below the calls. */
    readonly defaultModelsExpandDepth: number;
    /** Whether there is a field that narrows the groups of calls. */
    readonly filter: boolean;
    readonly displayRequestDuration: boolean;
    /** Whether a key that was pasted is kept in the browser. */
    readonly persistAuthorization: boolean;
    /** Parts of it that others take the place of. */
    readonly plugins: readonly ((system: SwaggerSystem) => {
      readonly components: Readonly<Record<string, (props: { readonly text: unknown }) => unknown>>;
    })[];
  }
  export default function showCalls(options: SwaggerUiOptions): void;
}
