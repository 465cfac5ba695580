export { type AcceptedFile, acceptUpload, type FileError } from "./accept-upload";
export { safeName } from "./core/media-type";
export { fileResponse } from "./file-response";
export { readTable, type Table, type TableError } from "./read-table";
export { fileOf, readFile, type StoredFile, storeFile } from "./store/stored-file";
