import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["name", "xin", "email", "address", "head", "vat", "divisions", "contract"];

export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="mt-2 h-4 w-72" />
      <Skeleton className="mt-6 mb-4 h-9 w-full" />
      <Card className="max-w-[760px] divide-y">
        {ROWS.map((row) => (
          <div key={row} className="flex gap-4 px-5 py-3.5">
            <Skeleton className="h-4 w-44" />
            <Skeleton className="h-4 flex-1" />
          </div>
        ))}
      </Card>
    </div>
  );
}
