export { type ActionCtx, type ActionOptions, action, noInput } from "./action";
export { browserKey, heldBrowserKey } from "./browser-key";
export type { HouseError } from "./error-map";
export { HOME, passwordPath, pathAfterSignIn } from "./paths";
export { query } from "./query";
export { requestFacts } from "./request";
export { route } from "./route";
export { currentSession, leaveRealm, requireSession, startSession } from "./session";
export { showRefusal } from "./show-refusal";
