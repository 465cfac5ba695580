export { type AcceptedFile, acceptUpload, type FileError } from "./accept-upload";
export { type MediaType, safeName } from "./core/media-type";
export { fileResponse } from "./file-response";
export { FILE_KINDS, type FileKind, type NewFile, readFile, type StoredFile, storeFile } from "./store/stored-file";
