import { log } from "@/lib/config";
import type { JobHandlers } from "@/lib/jobs";
import { refreshLists } from "./ops/refresh-lists";
import { room } from "./room";

/** Jobs of the room. What a list costs is the same whoever fetches it, so running twice does no harm. */
export const edsJobs: JobHandlers = {
  "eds.refresh_lists": async () => {
    log("info", "eds.lists_refreshed", await refreshLists(room())());
  },
};
