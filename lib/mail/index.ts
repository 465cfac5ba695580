// Rooms above keep the language of letters without knowing the texts.
export { isLocale as isLetterLocale, type Locale as LetterLocale } from "@/lib/i18n";
export { mailJobs } from "./deliver";
export { type ReceivedRow, receivedLetter, receivedLetters } from "./queries/received";
export { type Mail, sendMail } from "./send-mail";
export type { Letters, LetterTemplate } from "./templates";
