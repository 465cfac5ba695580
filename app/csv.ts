/** A text cell that a spreadsheet reads as text: a leading sign that would begin a formula is disarmed. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(?:,\d+)?$/.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Writes rows as CSV in the form that local spreadsheets open at a click: semicolons, UTF-8 with its mark. */
export const csvBytes = (head: readonly string[], rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(`\ufeff${[head, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`);
