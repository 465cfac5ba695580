import { formatTenge, type Tiyn } from "@/lib/kernel";

/** Law and people here live by one clock: UTC+5 everywhere since 1 March 2024. */
export const TIME_ZONE = "Asia/Almaty";

const parts = (date: Date): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: TIME_ZONE,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );

/** `28.11.2026`, the date form of every paper here, in all three languages. */
export function formatDate(date: Date): string {
  const { day, month, year } = parts(date);
  return `${day}.${month}.${year}`;
}

/** `28.11.2026 10:36`. */
export function formatDateTime(date: Date): string {
  const { hour, minute } = parts(date);
  return `${formatDate(date)} ${hour}:${minute}`;
}

/** `10:36:05`. */
export function formatTime(date: Date): string {
  const { hour, minute, second } = parts(date);
  return `${hour}:${minute}:${second}`;
}

/** `11 671,40 ₸`. */
export const formatMoney = (value: Tiyn): string => `${formatTenge(value)}\u00a0₸`;

/** `2 500 ₸` where there are no tiyn, as captions and plans write it; the full form otherwise. */
export const formatMoneyShort = (value: Tiyn): string =>
  value % 100n === 0n ? `${formatTenge(value).slice(0, -3)}\u00a0₸` : formatMoney(value);
