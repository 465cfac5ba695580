import { TableSkeleton } from "@/components/table";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <Skeleton className="mb-1 h-7 w-40" />
      <Skeleton className="mb-5 h-5 w-80 max-w-full" />
      <Skeleton className="mb-8 h-10 w-96 max-w-full" />
      <TableSkeleton columns={6} />
    </>
  );
}
