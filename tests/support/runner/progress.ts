import type { Reporter } from "vitest/node";

/** Says after each test how many have ended, for the screen of `npm test`. */
export default class Progress implements Reporter {
  #done = 0;

  onTestCaseResult(): void {
    this.#done += 1;
    process.stdout.write(`· ${this.#done}\n`);
  }
}
