import { cn } from "@/components/ui/cn";

export type Bar = {
  readonly key: string;
  /** Under the bar. */
  readonly label: string;
  /** What the pointer and a reader are told: `Понедельник: 1 200,00 ₸`. */
  readonly told: string;
  readonly value: bigint;
  /** What is taken back of it, drawn beside in the quiet colour. */
  readonly less?: bigint;
};

const SLOT = 10;
const STEPS = 4n;
const SHOWN_LABELS = 16;

/** A round figure at or above a value, so that the scale reads: 1, 2, 2.5 or 5 of some power of ten. */
export function niceTop(value: bigint): bigint {
  let power = 1n;
  while (power * 10n < value) power *= 10n;
  const tops = [power, power * 2n, (power * 5n) / 2n, power * 5n, power * 10n];
  return tops.find((top) => top >= value && top % STEPS === 0n) ?? power * 40n;
}

/** Height of a value on a scale of a hundred: for the eye alone, so it may be rounded. */
const heightOf = (value: bigint, top: bigint): number => (value <= 0n ? 0 : Number((value * 10_000n) / top) / 100);

/** Bars, drawn on the server: a picture with a name; the figures stand in the table beneath. */
export function Bars({
  label,
  bars,
  scale,
}: {
  label: string;
  bars: readonly Bar[];
  /** A figure of the scale as text. */
  scale: (value: bigint) => string;
}) {
  const most = bars.reduce((top, { value, less = 0n }) => (value > top ? value : less > top ? less : top), 1n);
  const top = niceTop(most);
  const every = Math.ceil(bars.length / SHOWN_LABELS);
  const twice = bars.some(({ less = 0n }) => less > 0n);
  return (
    <figure className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <div className="num relative w-max text-right text-caption text-subtle-foreground" aria-hidden="true">
        {/* The widest figure gives the column its width. */}
        <span className="invisible block h-0">{scale(top)}</span>
        {[0n, 1n, 2n, 3n, 4n].map((step) => (
          <span
            key={step.toString()}
            className="absolute right-0 translate-y-1/2 leading-none"
            style={{ bottom: `${Number(step) * 25}%` }}
          >
            {scale((top * step) / STEPS)}
          </span>
        ))}
      </div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${bars.length * SLOT} 100`}
        preserveAspectRatio="none"
        className="h-48 w-full overflow-visible"
      >
        {[0, 25, 50, 75, 100].map((y) => (
          <line
            key={y}
            x1="0"
            x2={bars.length * SLOT}
            y1={y}
            y2={y}
            stroke="var(--border)"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {bars.map(({ key, told, value, less = 0n }, at) => {
          const [height, lessHeight] = [heightOf(value, top), heightOf(less, top)];
          return (
            <g key={key} className="transition-opacity hover:opacity-80">
              <title>{told}</title>
              <rect x={at * SLOT} y="0" width={SLOT} height="100" fill="transparent" />
              <rect
                x={at * SLOT + 1.5}
                y={100 - height}
                width={twice ? 4.6 : 7}
                height={height}
                fill="var(--chart-1)"
              />
              {twice && (
                <rect x={at * SLOT + 6.5} y={100 - lessHeight} width="2" height={lessHeight} fill="var(--warning)" />
              )}
            </g>
          );
        })}
      </svg>
      <div className="col-start-2 mt-1.5 flex text-caption text-subtle-foreground" aria-hidden="true">
        {bars.map(({ key, label: under }, at) => (
          <span key={key} className={cn("num min-w-0 flex-1 text-center whitespace-nowrap", bars.length > 40 && "w-0")}>
            <span className="inline-block -translate-x-0">{at % every === 0 ? under : ""}</span>
          </span>
        ))}
      </div>
    </figure>
  );
}

/** Parts of a whole as one line, the same colours as the marks of the table beneath. */
export const SHADES = [
  "var(--chart-1)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-2)",
  "var(--border-strong)",
] as const;

export function Shares({
  label,
  parts,
}: {
  label: string;
  parts: readonly { readonly key: string; readonly value: bigint }[];
}) {
  const whole = parts.reduce((sum, { value }) => sum + (value > 0n ? value : 0n), 0n);
  if (whole === 0n) return null;
  let from = 0;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 100 4" preserveAspectRatio="none" className="h-3 w-full rounded-sm">
      {parts.map(({ key, value }, at) => {
        const width = heightOf(value, whole);
        const x = from;
        from += width;
        return (
          <rect key={key} x={x} y="0" width={Math.max(0, width - 0.3)} height="4" fill={SHADES[at % SHADES.length]} />
        );
      })}
    </svg>
  );
}
