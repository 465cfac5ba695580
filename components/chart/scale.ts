const STEPS_MAX = 4n;

/** Round figures from nothing to just above the greatest value: 1, 2, 2.5 or 5 of some power of ten apart, at most five of them. */
export function stepsOf(most: bigint): readonly bigint[] {
  let power = 1n;
  while (power * 10n * STEPS_MAX < most) power *= 10n;
  const apart = [power, power * 2n, ...(power >= 10n ? [(power * 5n) / 2n] : []), power * 5n, power * 10n];
  const step = apart.find((each) => each * STEPS_MAX >= most) ?? power * 10n;
  const count = most <= 0n ? 1 : Number((most + step - 1n) / step);
  return Array.from({ length: count + 1 }, (_, at) => step * BigInt(at));
}
