export { type ActionOptions, action, noInput, type ValueOf } from "./action";
export { browserKey, heldBrowserKey } from "./browser-key";
export { type ActionCtx, type Area, contextOf } from "./context";
export { type BaseError, ERROR_MAP, type HouseError, outcomeOf } from "./error-map";
export { HOME, passwordPath, pathAfterSignIn, SIGN_IN_PATH, signInPath } from "./paths";
export { query } from "./query";
export { type RequestFacts, requestFacts } from "./request";
export { type RouteOptions, type RouteParams, readBody, route } from "./route";
export {
  currentSession,
  currentSessions,
  finishSession,
  leaveRealm,
  type Need,
  requireSession,
  startSession,
} from "./session";
export { showRefusal } from "./show-refusal";
export { type ActionState, IDLE, type ShownRefusal } from "./state";
