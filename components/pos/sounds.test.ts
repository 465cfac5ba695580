import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { play, soundsAreOn, turnSounds } from "./sounds";

const tones: number[] = [];
/** What a browser has: a place to keep words, and something that sounds. */
class Speaker {
  currentTime = 0;
  destination = {};
  createOscillator() {
    const tone = { frequency: { value: 0 }, connect: (to: object) => to, stop: () => undefined };
    return { ...tone, start: () => void tones.push(tone.frequency.value) };
  }
  createGain() {
    return { gain: { value: 0 }, connect: (to: object) => to };
  }
}

beforeEach(() => {
  const kept = new Map<string, string>();
  tones.length = 0;
  vi.stubGlobal("AudioContext", Speaker);
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
});
afterEach(() => void vi.unstubAllGlobals());

test("a till is silent until its cashier turns sounds on, and again when they are turned off", () => {
  play("made");
  expect([soundsAreOn(), tones]).toEqual([false, []]);
  turnSounds(true);
  play("refused");
  expect([soundsAreOn(), tones]).toEqual([true, [880, 220]]);
  turnSounds(false);
  play("made");
  expect([soundsAreOn(), tones]).toEqual([false, [880, 220]]);
});

test("a browser that keeps nothing is silent", () => {
  vi.stubGlobal("localStorage", undefined);
  turnSounds(true);
  play("made");
  expect([soundsAreOn(), tones]).toEqual([false, []]);
});
