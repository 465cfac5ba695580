/** What is heard: a line was added, something was refused, the sale is made. */
export type Sound = "added" | "refused" | "made";

const NAME = "till:sounds";
const TONES: Readonly<Record<Sound, readonly [hertz: number, seconds: number]>> = {
  added: [880, 0.06],
  refused: [220, 0.25],
  made: [1320, 0.12],
};
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

/** Sounds are off until this browser's cashier turns them on. */
export function soundsAreOn(): boolean {
  try {
    return localStorage.getItem(NAME) === "on";
  } catch {
    return false; // a browser that keeps nothing is silent
  }
}

export function turnSounds(on: boolean): void {
  try {
    if (on) localStorage.setItem(NAME, "on");
    else localStorage.removeItem(NAME);
  } catch {
    return; // it stays as it was
  }
  if (on) play("added");
}

/** A short tone; whatever the browser has against it, the sale goes on. */
export function play(sound: Sound): void {
  if (!soundsAreOn() || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const [hertz, seconds] = TONES[sound];
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.value = LOUDNESS;
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + seconds);
}
