import { TableSkeleton } from "@/components/table";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="space-y-4" aria-busy="true">
      <Skeleton className="h-7 w-32" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        {["account", "top-up"].map((card) => (
          <Card key={card} className="h-[228px] space-y-3 px-5 py-4">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-9 w-52" />
            <Skeleton className="h-4 w-40" />
          </Card>
        ))}
      </div>
      <TableSkeleton columns={6} />
    </div>
  );
}
