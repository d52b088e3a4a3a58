/** The kinds of small faults: for each kind of node, what a tired hand could have written in its place. */
import { childOf, childrenOf, isTrue, type Node, parse, walk, wordOf } from './syntax.ts';

export type Kind =
  | 'bound'
  | 'sum'
  | 'condition'
  | 'switch'
  | 'constant'
  | 'text'
  | 'pattern'
  | 'call'
  | 'member'
  | 'statement'
  | 'await'
  | 'answer';

export type Change = {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
};

type Maker = (node: Node, of: (node: Node | null) => string, parents: readonly Node[]) => readonly (Change | null)[];

const instead = (kind: Kind, { start, end }: Node, text: string): Change => ({ kind, start, end, text });

/** Each operator beside the one that is taken for it. */
const bounds: ReadonlyMap<string, string> = new Map(
  Object.entries({ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' }),
);
const sums: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '+': '-',
    '-': '+',
    '*': '/',
    '/': '*',
    '%': '*',
    '**': '*',
    '&': '|',
    '|': '&',
    '^': '&',
    '<<': '>>',
    '>>': '<<',
    '>>>': '<<',
  }),
);
const assignments: ReadonlyMap<string, string> = new Map(
  Object.entries({ '+=': '-=', '-=': '+=', '*=': '/=', '??=': '=', '||=': '=', '&&=': '=' }),
);

/** Rules beside their neighbours, where both take the same arguments. */
const neighbours: ReadonlyMap<string, string> = new Map(
  Object.entries({
    min: 'max',
    max: 'min',
    floor: 'ceil',
    ceil: 'floor',
    round: 'floor',
    trunc: 'ceil',
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    indexOf: 'lastIndexOf',
    lastIndexOf: 'indexOf',
    toUpperCase: 'toLowerCase',
    toLowerCase: 'toUpperCase',
    padStart: 'padEnd',
    find: 'findLast',
    findLast: 'find',
    shift: 'pop',
    pop: 'shift',
  }),
);
/** Steps of a chain that can be forgotten, since what they answer is like what they are asked of. */
const steps: ReadonlySet<string> = new Set([
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'slice',
  'trim',
  'normalize',
  'replaceAll',
  'replace',
  'concat',
  'toLowerCase',
  'min',
  'max',
]);

const operator = (kind: Kind, node: Node, of: (node: Node) => string, others: ReadonlyMap<string, string>): Change | null => {
  const now = wordOf(node, 'operator');
  const other = others.get(now);
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (other === undefined || left === null || right === null) return null;
  const between = of({ type: '', start: left.end, end: right.start });
  const start = left.end + between.indexOf(now);
  return { kind, start, end: start + now.length, text: other };
};

const isText = (node: Node | null): boolean =>
  node !== null && (node.type === 'TemplateLiteral' || (node.type === 'Literal' && wordOf(node, 'value') !== ''));

/** `+` of texts has no other sign. */
const joinsTexts = (node: Node): boolean => {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  return isText(left) || isText(right) || (left?.type === 'BinaryExpression' && joinsTexts(left));
};

/** One thing out of a list: with the comma after it or, for the last, with the one before; the only one with all that stands in the brackets. */
const dropped = (kind: Kind, { end }: Node, list: readonly Node[]): readonly Change[] =>
  list.map((node, index) => {
    if (list.length === 1) return { kind, start: node.start, end: end - 1, text: '' };
    const after = list[index + 1];
    if (after !== undefined) return { kind, start: node.start, end: after.start, text: '' };
    return { kind, start: list[index - 1]?.end ?? node.start, end: node.end, text: '' };
  });

const literal: Maker = (node, of, parents) => {
  const text = of(node);
  const parent = parents.at(-1);
  // A name of a member is changed by dropping it, a module by its neighbours.
  if (parent === undefined || (childOf(parent, 'key') === node && !isTrue(parent, 'computed'))) return [];
  const bigint = wordOf(node, 'bigint');
  if (bigint !== '') return [instead('constant', node, `${BigInt(bigint) + 1n}n`), instead('constant', node, `(${BigInt(bigint) - 1n}n)`)];
  const value: unknown = Reflect.get(node, 'value');
  if (typeof value === 'number') return [instead('constant', node, String(value + 1)), instead('constant', node, `(${value - 1})`)];
  if (typeof value === 'boolean') return [instead('constant', node, String(!value))];
  if (typeof value === 'string') return [instead('text', node, value === '' ? "'x'" : JSON.stringify(`${value}x`))];
  if (!text.startsWith('/')) return [];
  return [
    text.startsWith('/^') ? instead('pattern', node, `/${text.slice(2)}`) : null,
    /(?<!\\)\$\/\w*$/u.test(text) ? instead('pattern', node, text.replace(/\$(?<end>\/\w*)$/u, '$<end>')) : null,
    /(?<!\\)\+/u.test(text) ? instead('pattern', node, text.replace(/(?<!\\)\+/u, '')) : null,
    /\{\d+/u.test(text)
      ? instead(
          'pattern',
          node,
          text.replace(/\{(?<from>\d+)/u, (_, from: string) => `{${Number(from) + 1}`),
        )
      : null,
    /,\d+\}/u.test(text)
      ? instead(
          'pattern',
          node,
          text.replace(/,(?<to>\d+)\}/u, (_, to: string) => `,${Number(to) + 1}}`),
        )
      : null,
    /\/\w*i\w*$/u.test(text) ? instead('pattern', node, text.replace(/i(?<rest>\w*)$/u, '$<rest>')) : null,
  ];
};

const call: Maker = (node, of) => {
  const callee = childOf(node, 'callee');
  if (callee?.type !== 'MemberExpression' || isTrue(callee, 'computed')) return [];
  const property = childOf(callee, 'property');
  const name = wordOf(property, 'name');
  const object = childOf(callee, 'object');
  if (property === null || object === null) return [];
  const isOfMath = of(object) === 'Math';
  const neighbour = neighbours.get(name);
  return [
    neighbour === undefined ? null : instead('call', property, neighbour),
    steps.has(name) && !isOfMath ? instead('call', node, of(object)) : null,
  ];
};

const condition = (node: Node, of: (node: Node | null) => string): Change | null => {
  const test = childOf(node, 'test');
  // Of a comparison its operator is turned already.
  if (test === null || /^[!=]==$/u.test(wordOf(test, 'operator'))) return null;
  return test.type === 'UnaryExpression' ? null : instead('condition', test, `!(${of(test)})`);
};

const makers: Readonly<Record<string, Maker>> = {
  BinaryExpression: (node, of) => [operator('bound', node, of, bounds), joinsTexts(node) ? null : operator('sum', node, of, sums)],
  AssignmentExpression: (node, of) => [operator('sum', node, of, assignments)],
  UpdateExpression: (node, of) => [
    instead('sum', node, of(node).includes('++') ? of(node).replace('++', '--') : of(node).replace('--', '++')),
  ],
  UnaryExpression: (node, of) =>
    ['!', '-'].includes(wordOf(node, 'operator'))
      ? [instead(wordOf(node, 'operator') === '!' ? 'condition' : 'sum', node, `(${of(childOf(node, 'argument'))})`)]
      : [],
  LogicalExpression: (node, of) => {
    const { left, right } = { left: childOf(node, 'left'), right: childOf(node, 'right') };
    const alone = instead('condition', node, `(${of(left)})`);
    return wordOf(node, 'operator') === '??' ? [alone] : [alone, instead('condition', node, `(${of(right)})`)];
  },
  ConditionalExpression: (node, of) => [
    instead('condition', node, `(${of(childOf(node, 'test'))} ? ${of(childOf(node, 'alternate'))} : ${of(childOf(node, 'consequent'))})`),
  ],
  IfStatement: (node, of) => [condition(node, of)],
  WhileStatement: (node, of) => [condition(node, of)],
  SwitchCase: (node, of) => {
    const test = childOf(node, 'test');
    const body = childrenOf(node, 'consequent');
    return test === null || body.length === 0 ? [] : [instead('switch', node, of(node).replace(of(test), 'Symbol()'))];
  },
  Literal: literal,
  TemplateElement: (node, of, parents) => {
    const written = of(node);
    // The element reaches over the signs around it; its own text is what the language calls raw.
    const raw: unknown = Reflect.get(node, 'value');
    const own = typeof raw === 'object' && raw !== null && 'raw' in raw && typeof raw.raw === 'string' ? raw.raw : '';
    const isTagged = parents.at(-2)?.type === 'TaggedTemplateExpression';
    const at = written.indexOf(own);
    return own.trim() === '' || isTagged || at < 0
      ? []
      : [{ kind: 'text', start: node.start + at + own.trimEnd().length, end: node.start + at + own.trimEnd().length, text: 'x' }];
  },
  CallExpression: call,
  ArrayExpression: (node) => dropped('member', node, childrenOf(node, 'elements')),
  ObjectExpression: (node) => dropped('member', node, childrenOf(node, 'properties')),
  ExpressionStatement: (node) => (wordOf(node, 'directive') === '' ? [instead('statement', node, ';')] : []),
  ContinueStatement: (node) => [instead('statement', node, ';')],
  BreakStatement: (node) => [instead('statement', node, ';')],
  ReturnStatement: (node) => {
    const argument = childOf(node, 'argument');
    if (argument === null) return [instead('statement', node, ';')];
    return argument.type === 'Literal' || argument.type === 'Identifier' ? [] : [instead('answer', argument, 'undefined')];
  },
  AwaitExpression: (node, of) => [instead('await', node, `(${of(childOf(node, 'argument'))})`)],
};

/** Modules are read, not run; and what a bug's exception says is nobody's rule. */
const isPassedOver = (node: Node): boolean =>
  node.type === 'ImportDeclaration' ||
  node.type === 'ExportAllDeclaration' ||
  node.type === 'ThrowStatement' ||
  (node.type === 'ExportNamedDeclaration' && childOf(node, 'source') !== null);

/** All small faults that this text could have had, in the order of the text. */
export const changesOf = (path: string, text: string): readonly Change[] => {
  const found: Change[] = [];
  const of = (node: Node | null): string => (node === null ? '' : text.slice(node.start, node.end));
  walk(parse(path, text), (node, parents) => {
    if (isPassedOver(node)) return false;
    for (const change of makers[node.type]?.(node, of, parents) ?? []) {
      if (change !== null && text.slice(change.start, change.end) !== change.text) found.push(change);
    }
    return true;
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
};
