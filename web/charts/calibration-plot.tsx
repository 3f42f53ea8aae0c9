import { scaleLinear, scaleSqrt } from 'd3-scale';

interface Point {
  readonly predicted: number;
  readonly actual: number;
  /** How many it stands for. */
  readonly judged: number;
}

interface CalibrationPlotProps {
  /** Shares from 0 to 1. */
  readonly points: readonly Point[];
  /** All of it in words. */
  readonly label: string;
  readonly axes: { readonly x: string; readonly y: string; readonly line: string };
  readonly tick: (share: number) => string;
  readonly pointLabel: (point: Point) => string;
}

const SIZE = { width: 460, height: 340, left: 52, right: 16, top: 14, bottom: 46 };
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Predicted against observed shares: on the diagonal they agree, below it too much was promised. */
export function CalibrationPlot({ points, label, axes, tick, pointLabel }: CalibrationPlotProps) {
  const { width, height, left, right, top, bottom } = SIZE;
  const x = scaleLinear([0, 1], [left, width - right]);
  const y = scaleLinear([0, 1], [height - bottom, top]);
  const radius = scaleSqrt([0, Math.max(1, ...points.map(({ judged }) => judged))], [3, 14]);
  return (
    <svg className="calibration-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {TICKS.map((share) => (
        <g key={share}>
          <line className="grid" x1={x(share)} x2={x(share)} y1={y(0)} y2={y(1)} />
          <line className="grid" x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} />
          <text x={x(share)} y={y(0) + 16} textAnchor="middle">
            {tick(share)}
          </text>
          <text x={x(0) - 8} y={y(share) + 4} textAnchor="end">
            {tick(share)}
          </text>
        </g>
      ))}
      <line className="agree" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <text x={x(0.86)} y={y(0.94)} textAnchor="end">
        {axes.line}
      </text>
      {points.map((point) => (
        <circle
          key={`${point.predicted} ${point.actual}`}
          cx={x(point.predicted)}
          cy={y(point.actual)}
          r={radius(point.judged)}
        >
          <title>{pointLabel(point)}</title>
        </circle>
      ))}
      <text x={x(0.5)} y={height - 8} textAnchor="middle" className="axis">
        {axes.x}
      </text>
      <text transform={`translate(12 ${y(0.5)}) rotate(-90)`} textAnchor="middle" className="axis">
        {axes.y}
      </text>
    </svg>
  );
}
