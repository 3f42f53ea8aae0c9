import { posix } from 'node:path';
import { parseSync, visitorKeys, type Node } from 'oxc-parser';
import { LOCAL_PROPERTIES } from './uses.ts';

export interface Import {
  /** The file in the tree, or the package as it is written. */
  readonly of: string;
  readonly type: boolean;
}

/** What a source leans on. */
export interface Source {
  readonly imports: readonly Import[];
  /** Globals that it uses as values, and what of `Date`, `Math` and `Temporal` asks the machine. */
  readonly uses: readonly string[];
}

const HOST: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/** Reads a source text by its syntax tree. Throws if it cannot be parsed. */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  const reader = new Reader(file);
  reader.read(program, undefined, '');
  for (const [, target = ''] of text.matchAll(/^\/\/\/\s*<reference\s+\w+="([^"]+)"/gm)) reader.imported(target, true);
  return { imports: reader.imports, uses: [...reader.uses()] };
}

class Reader {
  readonly imports: Import[] = [];
  readonly #file: string;
  readonly #bound = new Set<string>();
  readonly #used: { readonly name: string; readonly as: string }[] = [];
  readonly #hidden: string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** What is used and not declared in this file. Who declares a name of the host hides what this reads: that is a use too. */
  uses(): ReadonlySet<string> {
    const free = this.#used.filter(({ name }) => !this.#bound.has(name)).map(({ as }) => as);
    return new Set([...free, ...this.#hidden]);
  }

  imported(specifier: string, type: boolean): void {
    const of = specifier.startsWith('.') ? posix.join(posix.dirname(this.#file), specifier) : specifier;
    this.imports.push({ of, type });
  }

  read(node: Node, parent: Node | undefined, key: string): void {
    if (this.#readModule(node)) return;
    if (isOnlyType(node)) {
      this.#readTypes(node);
      return;
    }
    this.#bind(node);
    if (node.type === 'Identifier' && !isNameOfProperty(parent, key)) {
      this.#used.push({ name: node.name, as: useOf(node.name, parent, key) });
    }
    if (node.type === 'MemberExpression') {
      const property = propertyOf(node);
      if (property !== undefined && LOCAL_PROPERTIES.has(property)) this.#used.push({ name: '', as: property });
    }
    for (const [name, child] of childrenOf(node)) this.read(child, node, name);
  }

  /** Imports and exports say what they are; nothing of them is read again. */
  #readModule(node: Node): boolean {
    if (node.type === 'ImportDeclaration') {
      for (const { local } of node.specifiers) this.#bound.add(local.name);
      const kinds = node.specifiers.map((each) => (each.type === 'ImportSpecifier' ? each.importKind : 'value'));
      this.imported(node.source.value, areTypes(node.importKind, kinds));
    } else if (node.type === 'ExportNamedDeclaration' && node.source !== null) {
      const kinds = node.specifiers.map(({ exportKind }) => exportKind);
      this.imported(node.source.value, areTypes(node.exportKind, kinds));
    } else if (node.type === 'ExportAllDeclaration') {
      this.imported(node.source.value, node.exportKind === 'type');
    } else if (node.type === 'ImportExpression') {
      this.imported(textOf(node.source) ?? 'a name that is worked out', false);
    } else if (node.type === 'TSExternalModuleReference') {
      this.imported(node.expression.value, false);
    } else {
      return false;
    }
    return true;
  }

  /** Of what is no value, only the files it names. */
  #readTypes(node: Node): void {
    if (node.type === 'TSImportType') this.imported(node.source.value, true);
    for (const [, child] of childrenOf(node)) this.#readTypes(child);
  }

  #bind(node: Node): void {
    if (node.type === 'VariableDeclarator') this.#bindPattern(node.id);
    if (node.type === 'CatchClause' && node.param !== null) this.#bindPattern(node.param);
    if ('params' in node && Array.isArray(node.params)) node.params.forEach((param) => this.#bindPattern(param));
    if (isNamed(node)) this.#bindPattern(node.id);
  }

  #bindPattern(node: Node): void {
    if (node.type === 'Identifier') {
      this.#bound.add(node.name);
      if (HOST.has(node.name)) this.#hidden.push(`${node.name} under the name of a global`);
      return;
    }
    for (const part of partsOf(node)) this.#bindPattern(part);
  }
}

/** The patterns inside a pattern; not the values that it falls back on. */
function partsOf(node: Node): readonly Node[] {
  if (node.type === 'ObjectPattern') {
    return node.properties.map((part) => (part.type === 'Property' ? part.value : part.argument));
  }
  if (node.type === 'ArrayPattern') return node.elements.filter((part) => part !== null);
  if (node.type === 'AssignmentPattern') return [node.left];
  if (node.type === 'RestElement') return [node.argument];
  return node.type === 'TSParameterProperty' ? [node.parameter] : [];
}

function areTypes(whole: string | undefined, each: readonly (string | undefined)[]): boolean {
  return whole === 'type' || (each.length > 0 && each.every((kind) => kind === 'type'));
}

/** `Date` and `Math` are harmless with arguments, and ask the machine without. */
function useOf(name: string, parent: Node | undefined, key: string): string {
  const property = parent?.type === 'MemberExpression' && key === 'object' ? propertyOf(parent) : undefined;
  if (name === 'Temporal' && property === 'Now') return 'Temporal.Now';
  if (name === 'Math') return property === undefined || property === 'random' ? 'Math.random' : name;
  if (name !== 'Date') return name;
  if (parent?.type === 'NewExpression' && key === 'callee') return newDate(parent.arguments);
  return property === 'UTC' || property === 'parse' ? name : `Date.${property ?? 'now'}`;
}

/** A time is one number or text; several numbers are a time of day in the zone of the machine. */
function newDate([first, ...more]: readonly Node[]): string {
  if (first === undefined) return 'new Date()';
  return more.length > 0 || first.type === 'SpreadElement' ? 'new Date(y, m)' : 'Date';
}

function propertyOf(node: Extract<Node, { readonly type: 'MemberExpression' }>): string | undefined {
  if (node.property.type === 'PrivateIdentifier') return undefined;
  return node.computed ? textOf(node.property) : node.property.type === 'Identifier' ? node.property.name : undefined;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

function isNamed(node: Node): node is Node & { readonly id: Node } {
  const named = /^(?:Function|Class)(?:Declaration|Expression)$/.test(node.type);
  return named && 'id' in node && node.id !== null;
}

const VALUES_OF_TYPESCRIPT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
]);

function isOnlyType(node: Node): boolean {
  return node.type.startsWith('TS') && !VALUES_OF_TYPESCRIPT.has(node.type);
}

/** The `name` of `a.name`, `{ name: 1 }` and `name: while`. */
function isNameOfProperty(parent: Node | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'MetaProperty' || key === 'label') return true;
  return (key === 'property' || key === 'key') && 'computed' in parent && !parent.computed;
}

function* childrenOf(node: Node): Generator<readonly [key: string, child: Node]> {
  const fields = new Map<string, unknown>(Object.entries(node));
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of [fields.get(key)].flat()) if (isNode(child)) yield [key, child];
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
