"use client";
import { ErrorState } from "@/components/layout/error-state";

/** A page broke. The browser learns the digest alone, by which the log is found. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto max-w-xl pt-8">
      <ErrorState requestId={error.digest} retry={reset} />
    </div>
  );
}
