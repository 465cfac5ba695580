"use client";
import { useRouter } from "next/navigation";
import type { BasisRow } from "@/lib/fiscal";
import type { PaperBasis } from "@/lib/fiscal/core/decide-return";
import type { IssuePaperReturnForm } from "@/lib/fiscal/input";
import { DonePanel } from "./done-panel";
import { SaleNotice } from "./notices";
import { PaperView } from "./paper-view";
import { type ReturnBasis, ReturnLines } from "./return-lines";
import { ReturnPaper } from "./return-paper";
import { type BasisQuery, ReturnSearch } from "./return-search";
import type { ShownIssue, TillAction } from "./shown";
import { useTill } from "./till-context";
import { useIssue } from "./unanswered";

/** «Возврат»: a receipt is found, its lines are chosen, the money goes back; or all of it is typed in from paper. */
export function ReturnScreen({
  query,
  rows,
  basis,
  paper,
  issuePaperReturn,
}: {
  query: BasisQuery;
  /** Null: nothing was asked yet. */
  rows: readonly BasisRow[] | null;
  basis: ReturnBasis | null;
  /** The return is typed in: from these facts where a QR told them, else from nothing. */
  paper: { readonly facts: PaperBasis | null } | null;
  issuePaperReturn: TillAction<IssuePaperReturnForm, ShownIssue>;
}) {
  const router = useRouter();
  const { till } = useTill();
  const issue = useIssue("return");
  const document = issue.done?.document;
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 outline-none max-lg:flex-col">
      {document ? (
        <>
          <DonePanel
            document={document}
            autonomous={document.issuedAutonomous}
            onNext={() => router.push(`/pos/${till.register.id}`)}
          />
          <div className="flex w-[500px] shrink-0 flex-col overflow-y-auto border-l bg-muted p-6 max-xl:w-[440px] max-lg:w-auto max-lg:border-t max-lg:border-l-0">
            <PaperView document={document} atOnce />
          </div>
        </>
      ) : basis ? (
        <ReturnLines key={`${basis.id} ${basis.leftTiyn}`} basis={basis} issue={issue} />
      ) : paper ? (
        <ReturnPaper facts={paper.facts} issue={issue} send={issuePaperReturn} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <SaleNotice sale={issue} />
          <ReturnSearch query={query} rows={rows} />
        </div>
      )}
    </main>
  );
}
