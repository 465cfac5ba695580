const NAME = "till:print";

/** Whether papers go to the printer by themselves: a matter of this browser, for the printer stands beside it. Off until asked for. */
export function printsAtOnce(): boolean {
  try {
    return localStorage.getItem(NAME) === "on";
  } catch {
    return false; // a browser that keeps nothing prints when it is told to
  }
}

export function turnPrinting(on: boolean): void {
  try {
    if (on) localStorage.setItem(NAME, "on");
    else localStorage.removeItem(NAME);
  } catch {
    // it stays as it was
  }
}
