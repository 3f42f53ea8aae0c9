import { sankey, sankeyLinkHorizontal } from 'd3-sankey';

export type BandKind = 'up' | 'down' | 'first' | 'stayed';

/** Customers going from one segment to another, or staying. `null` is no segment. */
export interface Band {
  readonly from: string | null;
  readonly to: string | null;
  readonly value: number;
  readonly kind: BandKind;
}

export interface DrawnBand extends Band {
  readonly path: string;
  readonly width: number;
}

export interface DrawnEnd {
  readonly id: string | null;
  readonly side: 'before' | 'now';
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly value: number;
}

export interface DrawnBands {
  readonly bands: readonly DrawnBand[];
  readonly ends: readonly DrawnEnd[];
}

export interface BandsSize {
  readonly width: number;
  readonly height: number;
  /** Room for the names at both sides. */
  readonly margin: number;
}

export const END_WIDTH = 10;
const END_GAP = 10;

/**
 * Where the bands between two columns of segments run: both in the same order, the best on top.
 * @param order ids of segments, best first; ends that are not in it come last
 */
export function layoutBands(bands: readonly Band[], order: readonly (string | null)[], size: BandsSize): DrawnBands {
  const rank = (id: string | null) => (order.includes(id) ? order.indexOf(id) : order.length);
  const shown = bands.filter(({ value }) => value > 0);
  if (shown.length === 0) return { bands: [], ends: [] };
  const ends = endsOf(shown).toSorted((a, b) => rank(a.id) - rank(b.id));
  const layout = sankey<End, Link>()
    .nodeId(({ key }) => key)
    .nodeSort(null)
    .nodeWidth(END_WIDTH)
    .nodePadding(END_GAP)
    .extent([
      [size.margin, 4],
      [size.width - size.margin, size.height - 4],
    ]);
  const graph = layout({
    nodes: ends.map((end) => ({ ...end })),
    links: shown.map((band) => ({ ...band, source: keyOf('before', band.from), target: keyOf('now', band.to) })),
  });
  const path = sankeyLinkHorizontal<End, Link>();
  return {
    bands: graph.links.map(({ from, to, value, kind, width = 0, ...link }) => ({
      from,
      to,
      value,
      kind,
      width: Math.max(1, width),
      path: path({ from, to, value, kind, width, ...link }) ?? '',
    })),
    ends: graph.nodes.map(({ id, side, x0 = 0, y0 = 0, y1 = 0, value = 0 }) => ({
      id,
      side,
      x: x0,
      y: y0,
      height: Math.max(1, y1 - y0),
      value,
    })),
  };
}

interface End {
  readonly key: string;
  readonly id: string | null;
  readonly side: 'before' | 'now';
}

type Link = Band & { readonly source: string; readonly target: string };

function endsOf(bands: readonly Band[]): readonly End[] {
  const ends = new Map<string, End>();
  const add = (side: End['side'], id: string | null) => {
    const key = keyOf(side, id);
    ends.set(key, { key, id, side });
  };
  for (const { from, to } of bands) {
    add('before', from);
    add('now', to);
  }
  return [...ends.values()];
}

function keyOf(side: End['side'], id: string | null): string {
  return `${side}:${id ?? ''}`;
}
