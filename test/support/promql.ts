import { parser } from '@prometheus-io/lezer-promql';

/** One selector of an expression. */
export interface Selector {
  metric: string;
  /** By label: operator and value as written, such as `=~".+"`. */
  matchers: Record<string, string>;
  /** The range in brackets; absent for an instant vector. */
  range?: string;
  /** Names of the functions and aggregations around it, the innermost first. */
  inside: string[];
}

/** The labels of what an expression groups by are no selectors. @throws SyntaxError for what Prometheus would refuse */
export function selectorsOf(expr: string): Selector[] {
  const found: Selector[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.isError)
        throw new SyntaxError(`no PromQL near "${expr.slice(node.from - 20, node.to + 20)}" in ${expr}`);
      if (node.name !== 'VectorSelector') return;
      const text = (child: { from: number; to: number } | null) =>
        child ? expr.slice(child.from, child.to) : '';
      const metric = text(node.node.getChild('Identifier'));
      const matchers: Selector['matchers'] = {};
      for (const matcher of node.node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
        const label = text(matcher.getChild('LabelName'));
        matchers[label] = `${text(matcher.getChild('MatchOp'))}${text(matcher.getChild('StringLiteral'))}`;
      }
      const inside: string[] = [];
      let range: string | undefined;
      for (let up = node.node.parent; up; up = up.parent) {
        if (up.name === 'MatrixSelector') range = /\[([^\]]*)\]/.exec(text(up))?.[1];
        if (up.name === 'FunctionCall') inside.push(text(up.getChild('FunctionIdentifier')));
        if (up.name === 'AggregateExpr') inside.push(text(up.getChild('AggregateOp')));
      }
      found.push({ metric, matchers, inside, ...(range === undefined ? {} : { range }) });
    },
  });
  return found;
}
