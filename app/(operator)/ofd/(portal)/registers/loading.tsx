import { Skeleton } from "@/components/ui/skeleton";

/** The register file while it is being read. */
export default function Loading() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-9 w-full" />
      {[0, 1].map((card) => (
        <div key={card} className="rounded-lg border bg-card p-5">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="mt-4 h-14 w-full" />
          <Skeleton className="mt-3 h-14 w-full" />
        </div>
      ))}
    </div>
  );
}
