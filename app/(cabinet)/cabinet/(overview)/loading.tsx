import { Skeleton } from "@/components/ui/skeleton";

/** Bones of a page of the cabinet. */
export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-5 h-7 w-48" />
      <div className="overflow-hidden rounded-lg border bg-card">
        {[1, 2, 3, 4].map((row) => (
          <div key={row} className="flex gap-3 border-b px-5 py-4 last:border-0">
            <Skeleton className="size-5" />
            <div className="flex-1 space-y-2">
              <Skeleton className="w-2/3" />
              <Skeleton className="w-1/2" />
            </div>
            <Skeleton className="h-9 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
