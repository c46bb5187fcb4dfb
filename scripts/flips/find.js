import ts from "typescript";

/**
 * What could be flipped in a source file: `flip` tells the change in words, `line` is the text of the line that it starts in, and
 * `changed` the whole text of the file with it.
 *
 * @param {string} path
 * @param {string} text
 * @returns {{ path: string, number: number, line: string, flip: string, changed: string }[]}
 */
export function flipsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  visit(source);
  return found;

  function visit(node) {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    for (const [part, replacement] of replacementsFor(node, source)) add(part, replacement);
    ts.forEachChild(node, visit);
  }

  function add(node, replacement) {
    const [start, end] = [node.getStart(source), node.end];
    const before = text.slice(start, end);
    const { line } = source.getLineAndCharacterOfPosition(start);
    found.push({
      path,
      number: line + 1,
      line: text.split("\n")[line].trim(),
      flip: change(before, replacement),
      changed: text.slice(0, start) + replacement + text.slice(end),
    });
  }
}

const { SyntaxKind } = ts;

const operators = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&": ["|"],
  "|": ["&"],
  "<<": [">>"],
  ">>": ["<<"],
  "+=": ["-="],
  "-=": ["+="],
};

const methods = {
  some: "every",
  every: "some",
  find: "findLast",
  findLast: "find",
  findIndex: "findLastIndex",
  findLastIndex: "findIndex",
  indexOf: "lastIndexOf",
  lastIndexOf: "indexOf",
  startsWith: "endsWith",
  endsWith: "startsWith",
  min: "max",
  max: "min",
  ceil: "floor",
  floor: "ceil",
};

/** Calls on a list that give a list of the same kind: without them it is the whole one, or in another order. */
const droppedCalls = new Set(["filter", "sort", "toSorted", "reverse", "toReversed"]);

/** Pairs of a node and the text that takes its place. */
function replacementsFor(node, source) {
  const text = (part) => part.getText(source);
  const around = (whole, part, replacement) => {
    const offset = part.getStart(source) - whole.getStart(source);
    return text(whole).slice(0, offset) + replacement + text(whole).slice(offset + text(part).length);
  };
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken } = node;
    const operator = text(operatorToken);
    if (operator === "??") return [[node, text(left)]];
    return (operators[operator] ?? []).map((other) => [node, around(node, operatorToken, other)]);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return [[node, text(node.operand)]];
  if (node.kind === SyntaxKind.TrueKeyword) return [[node, "false"]];
  if (node.kind === SyntaxKind.FalseKeyword) return [[node, "true"]];
  if (ts.isConditionalExpression(node)) {
    const { condition, whenTrue, whenFalse } = node;
    return [[node, `${text(condition)} ? ${text(whenFalse)} : ${text(whenTrue)}`]];
  }
  if ((ts.isIfStatement(node) || ts.isWhileStatement(node)) && !isOfOperators(node.expression))
    return [[node.expression, `!(${text(node.expression)})`]];
  const optional = node.questionDotToken;
  if (optional && !ts.isTypeNode(node)) {
    const isDot = ts.isPropertyAccessExpression(node);
    return [...callFlips(node), [node, around(node, optional, isDot ? "." : "")]];
  }
  return callFlips(node);

  function callFlips(call) {
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
    const { name, expression } = call.expression;
    const method = text(name);
    if (droppedCalls.has(method)) return [[call, text(expression)]];
    return Object.hasOwn(methods, method) ? [[call, around(call, name, methods[method])]] : [];
  }
}

/** Whether a condition has an operator of its own, which is flipped itself. */
function isOfOperators(node) {
  return (
    (ts.isBinaryExpression(node) && node.operatorToken.getText() in operators) ||
    (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
  );
}

const LONGEST = 90;

/** Both texts in one line each, cut around the place where they differ. */
function change(before, after) {
  const [one, other] = [before, after].map((text) => text.replaceAll(/\s+/g, " "));
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const from = Math.max(0, same - LONGEST / 2);
  return [one, other]
    .map((text) => {
      if (text.length <= LONGEST) return text;
      return `${from > 0 ? "…" : ""}${text.slice(from, from + LONGEST)}${from + LONGEST < text.length ? "…" : ""}`;
    })
    .join(" → ");
}
