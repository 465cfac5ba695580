import { TableSkeleton } from "@/components/table";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-5">
      <Skeleton className="h-7 w-40" />
      <TableSkeleton columns={6} />
    </div>
  );
}
