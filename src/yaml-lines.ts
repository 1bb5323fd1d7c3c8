import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

type Path = readonly PropertyKey[];

/** Tells the line of a field in a YAML file; for a field that is missing, that of its nearest parent. */
export function linesOf(text: string): (path: Path) => number {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (path) => lines.linePos(offsetOf(contents, path)).line;
}

function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find(({ key: name }) => isScalar(name) && name.value === key)
      : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(key)] : undefined;
    const start = pair && isScalar(pair.key) ? pair.key.range : rangeOf(next);
    if (!start) return offset;
    offset = start[0];
    node = next;
  }
  return offset;
}

function rangeOf(node: unknown): readonly [number, ...number[]] | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.range ?? undefined) : undefined;
}
