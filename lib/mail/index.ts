export { type Email, maskEmail, parseEmail } from "./core/address";
export { mailJobs } from "./deliver";
export { type ReceivedRow, type ReceivedView, receivedLetter, receivedLetters } from "./queries/received";
export { type Mail, sendMail } from "./send-mail";
export type { Letters, LetterTemplate } from "./templates";
