export type LocalAccess = "granted" | "denied" | "prompt" | "unknown";

/** Pages of this computer or of the local network may speak to it without being asked, whatever the permission says. */
export const isLocalPage = (host: string): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\]|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+)$/.test(host);

/** Whether this browser lets the page speak to programs on this computer; older and other browsers do not ask at all. */
export async function localAccess(): Promise<LocalAccess> {
  if (isLocalPage(window.location.hostname)) return "granted";
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      const { state } = await navigator.permissions.query({ name: name as PermissionName }); // cast: newer than the types
      return state;
    } catch {
      // this browser does not know the name: try the next
    }
  }
  return "unknown";
}

export type BrowserKind = "firefox" | "safari" | "other";

/** Two browsers have reasons of their own not to reach a program that runs: the words of help differ, nothing else. */
export function browserKind(userAgent: string): BrowserKind {
  if (/\bFirefox\//.test(userAgent)) return "firefox";
  return /\bSafari\//.test(userAgent) && !/\b(Chrome|Chromium|CriOS|Edg|OPR)\//.test(userAgent) ? "safari" : "other";
}
