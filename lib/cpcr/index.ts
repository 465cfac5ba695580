export { type CheckFacts, checkUrl, parseCheck } from "./check-url";
export { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from "./codec";
export {
  decodeHeader,
  encodeFrame,
  FRAME_BYTES_MAX,
  type Frame,
  type FrameHeader,
  FrameReader,
  HEADER_BYTES,
} from "./frame";
export type * from "./messages";
export { ResultCode, reactionTo } from "./result-code";
export { CPCR_VERSIONS, type CpcrVersion, isCpcrVersion, spokenVersion } from "./version";
