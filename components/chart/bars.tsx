import { cn } from "@/components/ui/cn";
import { stepsOf } from "./scale";

export type Bar = {
  readonly key: string;
  /** Under the bar. */
  readonly label: string;
  /** What the pointer is told: `12:00: 1 200,00 ₸`. */
  readonly told: string;
  readonly value: bigint;
  /** What stands beside it: what came back of it, or what there was before. */
  readonly second?: bigint;
  /** Still growing: drawn hatched. */
  readonly running?: boolean;
};

const SECOND = { returns: "bg-warning", before: "bg-chart-2" } as const;

/** Labels that stand beside each other without touching; words are wider than hours. */
const LABELS = { wide: { short: 24, long: 16 }, narrow: { short: 12, long: 5 } } as const;

/** Height of a value under the top, for the eye alone, so it may be rounded. */
const heightOf = (value: bigint, top: bigint): string =>
  `${value <= 0n ? 0 : Math.max(0.8, Number((value * 10_000n) / top) / 100)}%`;

/** Air between the bars: many of them stand close. */
const gapOf = ({ length }: readonly Bar[]): string => (length > 24 ? "gap-px md:gap-1" : "gap-1 md:gap-2");

/** What the two colours mean. */
const Legend = ({ names, second }: { names: readonly [string, string]; second: keyof typeof SECOND }) => (
  <div className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-caption text-muted-foreground">
    {names.map((name, at) => (
      <span key={name} className="flex items-center gap-1.5">
        <span className={cn("size-2.5 rounded-[2px]", at === 0 ? "bg-chart-1" : SECOND[second])} aria-hidden="true" />
        {name}
      </span>
    ))}
  </div>
);

/** Figures of the scale, at the height of their lines. */
const Scale = ({ steps, top, text }: { steps: readonly bigint[]; top: bigint; text: (value: bigint) => string }) => (
  <div className="num relative w-max text-right text-caption text-subtle-foreground" aria-hidden="true">
    {/* The widest figure gives the column its width. */}
    <span className="invisible block h-0">{text(top)}</span>
    {steps.map((step) => (
      <span
        key={step.toString()}
        className="absolute right-0 translate-y-1/2 leading-none"
        style={{ bottom: heightOf(step, top) }}
      >
        {text(step)}
      </span>
    ))}
  </div>
);

/** One bar, and the other one beside it. */
const Pair = ({ bar, top, tone }: { bar: Bar; top: bigint; tone: string | null }) => {
  const { told, value, second = 0n, running = false } = bar;
  const look = "max-w-10 flex-1 rounded-t-[2px]";
  return (
    <div
      title={told}
      className="relative flex h-full min-w-0 flex-1 items-end justify-center gap-px hover:bg-accent/60 md:gap-0.5"
    >
      <span
        className={cn(
          look,
          running ? "border border-b-0 border-chart-1 bg-card hatch" : "bg-chart-1",
          value <= 0n && "invisible",
        )}
        style={{ height: heightOf(value, top) }}
      />
      {tone && (
        <span className={cn(look, tone, second <= 0n && "invisible")} style={{ height: heightOf(second, top) }} />
      )}
    </div>
  );
};

/** Names under the bars, as many as there is room for. */
function Labels({ bars }: { bars: readonly Bar[] }) {
  const length = bars.some(({ label }) => label.length > 3) ? "long" : "short";
  const every = (width: keyof typeof LABELS) => Math.ceil(bars.length / LABELS[width][length]);
  return (
    <div className={cn("col-start-2 mt-1.5 flex text-caption text-subtle-foreground", gapOf(bars))} aria-hidden="true">
      {bars.map(({ key, label, running = false }, at) => (
        <span
          key={key}
          className={cn(
            "num flex w-0 min-w-0 flex-1 justify-center whitespace-nowrap",
            running && "font-semibold text-foreground",
            at % every("wide") > 0 && "md:invisible",
            at % every("narrow") > 0 && "max-md:invisible",
          )}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** Bars, drawn on the server: a picture with a name; the figures stand in the table beneath. */
export function Bars({
  label,
  bars,
  scale,
  second = "returns",
  legend,
}: {
  label: string;
  bars: readonly Bar[];
  /** A figure of the scale as text. */
  scale: (value: bigint) => string;
  second?: keyof typeof SECOND;
  /** Names of both colours; without a second figure there is nothing to tell apart. */
  legend?: readonly [string, string];
}) {
  const all = bars.flatMap(({ value, second: other = 0n }) => [value, other]);
  const [most = 0n] = all.sort((a, b) => (a < b ? 1 : -1));
  const steps = stepsOf(most);
  const top = steps.at(-1) ?? 1n;
  const isTwice = bars.some(({ second: other = 0n }) => other > 0n);
  return (
    <figure>
      {isTwice && legend && <Legend names={legend} second={second} />}
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <Scale steps={steps} top={top} text={scale} />
        <div role="img" aria-label={label} className={cn("relative flex h-44 items-end", gapOf(bars))}>
          {steps.map((step) => (
            <span
              key={step.toString()}
              className={cn("absolute inset-x-0 border-t", step > 0n && "border-dashed")}
              style={{ bottom: heightOf(step, top) }}
            />
          ))}
          {bars.map((bar) => (
            <Pair key={bar.key} bar={bar} top={top} tone={isTwice ? SECOND[second] : null} />
          ))}
        </div>
        <Labels bars={bars} />
      </div>
    </figure>
  );
}

/** Colours of the parts of a whole, in their order. */
const SHADES = ["bg-chart-1", "bg-chart-3", "bg-chart-4", "bg-chart-2", "bg-border-strong"] as const;

/** The colour of a part, to stand before its name. */
export const ShareMark = ({ at }: { at: number }) => (
  <span
    className={cn("mr-2 inline-block size-2.5 shrink-0 rounded-[2px]", SHADES[at % SHADES.length])}
    aria-hidden="true"
  />
);

/** Parts of a whole as one line, in the colours of the marks beneath. */
export function Shares({
  label,
  parts,
}: {
  label: string;
  parts: readonly { readonly key: string; readonly value: bigint }[];
}) {
  const whole = parts.reduce((sum, { value }) => sum + (value > 0n ? value : 0n), 0n);
  if (whole === 0n) return null;
  return (
    <div role="img" aria-label={label} className="flex h-3 gap-0.5 overflow-hidden rounded-sm">
      {parts.map(({ key, value }, at) => (
        <span key={key} className={SHADES[at % SHADES.length]} style={{ width: heightOf(value, whole) }} />
      ))}
    </div>
  );
}
