import { TableSkeleton } from "@/components/table";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <Skeleton className="mb-1 h-7 w-40" />
      <Skeleton className="mb-5 h-5 w-64" />
      <TableSkeleton columns={5} />
    </>
  );
}
