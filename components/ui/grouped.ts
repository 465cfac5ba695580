/** Digits in groups, as a day or a time is written: `2906` by 2, 2 and 4 between dots is `29.06`. Whatever else was typed is left out. */
export function grouped(typed: string, sizes: readonly number[], between: string): string {
  const digits = typed.replace(/\D/g, "");
  let from = 0;
  const groups = sizes.map((size) => {
    const group = digits.slice(from, from + size);
    from += size;
    return group;
  });
  return groups.filter((group) => group !== "").join(between);
}
