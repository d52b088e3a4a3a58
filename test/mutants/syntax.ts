/** Source text as a tree that can be walked without knowing each kind of node. */
import { parseSync } from 'vite';

export type Node = { readonly type: string; readonly start: number; readonly end: number };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;

export const childOf = (node: Node, key: string): Node | null => {
  const value: unknown = Reflect.get(node, key);
  return isNode(value) ? value : null;
};

export const childrenOf = (node: Node, key: string): readonly Node[] => {
  const value: unknown = Reflect.get(node, key);
  return Array.isArray(value) ? value.filter(isNode) : [];
};

export const wordOf = (node: Node | null, key: string): string => {
  const value: unknown = node === null ? null : Reflect.get(node, key);
  return typeof value === 'string' ? value : '';
};

export const isTrue = (node: Node, key: string): boolean => Reflect.get(node, key) === true;

/** Types never run; these three are values with a type beside them. */
const valuesWithTypes: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

/** Everything that runs, from outside inwards. What `visit` answers false for is not entered. */
export const walk = (node: Node, visit: (node: Node, parents: readonly Node[]) => boolean, parents: readonly Node[] = []): void => {
  if (node.type.startsWith('TS') && !valuesWithTypes.has(node.type)) return;
  if (!visit(node, parents)) return;
  const around = [...parents, node];
  for (const value of Object.values(node) as readonly unknown[]) {
    for (const child of Array.isArray(value) ? (value as readonly unknown[]) : [value]) if (isNode(child)) walk(child, visit, around);
  }
};

/** Throws where the text is no TypeScript: only sources of the product are read here. */
export const parse = (path: string, text: string): Node => {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return program;
};

/** The text with parts of it replaced; parts must not overlap, and insertions at one place stand in the order given. */
export const replaced = (
  text: string,
  parts: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string => {
  let at = 0;
  let out = '';
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, part.start) + part.text;
    at = part.end;
  }
  return out + text.slice(at);
};
