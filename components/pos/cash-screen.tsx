"use client";
import { CircleCheck, Printer } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { Form, FormActions, MoneyField, RadioField, SubmitButton, TextField } from "@/components/form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { ActionState } from "@/lib/http/state";
import { formatMoney, useErrorText, useT } from "@/lib/i18n/client";
import { limits } from "@/lib/kernel";
import { forgetSent, keepSent } from "./draft";
import { PaperView } from "./paper-view";
import { isCertain } from "./sale-flow";
import type { ShownDocument, ShownIssue } from "./shown";
import { useTill } from "./till-context";
import { useIssue } from "./unanswered";

/** What was just moved, on paper. */
function Moved({ document, onAgain }: { document: ShownDocument; onAgain: () => void }) {
  const t = useT("pos");
  const text = t(document.kind === "deposit" ? "cash.doneDeposit" : "cash.doneWithdrawal", {
    sum: formatMoney(document.totalTiyn),
  });
  return (
    <div className="flex flex-col items-start gap-5">
      <div className="no-print" role="status">
        <p className="flex items-center gap-2 text-lead font-medium text-success-text">
          <CircleCheck className="size-5" aria-hidden="true" />
          {text}
        </p>
        {document.outcome !== "accepted" && <p className="text-muted-foreground">{t("cash.kept")}</p>}
      </div>
      <div className="no-print flex flex-wrap gap-2">
        <Button size="lg" variant="primary" onClick={onAgain} autoFocus>
          {t("cash.again")}
        </Button>
        <Button size="lg" icon={<Printer className="size-4" aria-hidden="true" />} onClick={() => window.print()}>
          {t("receipts.print")}
        </Button>
      </div>
      <PaperView document={document} atOnce />
    </div>
  );
}

const UNREACHABLE = { status: "refused", error: { code: "unreachable" }, fields: {}, values: {} } as const;

/**
 * Sends a move of cash with the safety of a sale: its key is kept before it goes out, and after a reload it is looked up, so money
 * is never written down twice. Pressing again without an answer is the same move.
 */
function useCashMove(onMoved: (document: ShownDocument) => void) {
  const { actions } = useTill();
  const issue = useIssue(
    "cash",
    useCallback(({ document }) => onMoved(document), [onMoved]),
  );
  const { owner } = issue;
  const doubted = useRef(false);
  return {
    isSettling: issue.progress !== "none",
    isNotMade: issue.refusal?.code === "not_made",
    place: async (previous: ActionState<ShownIssue>, form: FormData): Promise<ActionState<ShownIssue>> => {
      const key = String(form.get("idempotencyKey") ?? "");
      keepSent(owner, key);
      const answer = await actions.placeCash(previous, form).catch(() => null);
      const certain = answer !== null && isCertain(answer);
      // Refused this time; the request before it, lost on its way, may still arrive.
      if (certain && (answer.status === "done" || !doubted.current)) forgetSent(owner, key);
      doubted.current = certain ? answer.status !== "done" && doubted.current : true;
      return answer ?? UNREACHABLE;
    },
  };
}

/** Money into the drawer and out of it. */
export function CashScreen() {
  const t = useT("pos");
  const errorText = useErrorText();
  const { till, refresh } = useTill();
  const [moved, setMoved] = useState<ShownDocument | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [direction, setDirection] = useState("deposit");
  const { placeCash } = till.can;
  const move = useCashMove(setMoved);
  const reason = move.isSettling ? t("cash.settling") : placeCash.allowed ? null : errorText(placeCash.refusal);
  const onDone = (issue: ShownIssue) => {
    refresh();
    if (issue.outcome === "refused") return setRefused(issue.text);
    setRefused(null);
    setMoved(issue.document);
  };
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[640px] p-4 outline-none md:p-6">
      <h1 className="no-print text-title font-semibold">{t("cash.title")}</h1>
      <p className="no-print mt-1 mb-5 flex items-baseline justify-between gap-3 border-b pb-4">
        <span className="text-lead text-muted-foreground">{t("cash.now")}</span>
        <span className="num text-total font-semibold" aria-live="polite">
          {formatMoney(till.cashTiyn)}
        </span>
      </p>
      {moved ? (
        <Moved document={moved} onAgain={() => setMoved(null)} />
      ) : (
        <Card>
          <CardBody>
            {refused && <Alert tone="danger" title={t("refused.title", { text: refused })} className="mb-4" />}
            {move.isNotMade && <Alert tone="warning" title={t("cash.notMade")} className="mb-4" />}
            {!placeCash.allowed && <Alert tone="danger" title={errorText(placeCash.refusal)} className="mb-4" />}
            <Form action={move.place} onDone={onDone} initial={{ direction: "deposit" }}>
              <input type="hidden" name="registerId" value={till.register.id} />
              <RadioField
                name="direction"
                label={t("cash.direction")}
                onChange={setDirection}
                options={[
                  { value: "deposit", label: t("cash.deposit"), help: t("cash.depositHelp") },
                  { value: "withdrawal", label: t("cash.withdrawal"), help: t("cash.withdrawalHelp") },
                ]}
              />
              <MoneyField name="sum" label={t("cash.sum")} required />
              <TextField name="comment" label={t("cash.comment")} maxLength={limits.placementCommentLengthMax} />
              <FormActions>
                <SubmitButton size="lg" reason={reason}>
                  {t(direction === "deposit" ? "cash.submitDeposit" : "cash.submitWithdrawal")}
                </SubmitButton>
              </FormActions>
            </Form>
          </CardBody>
        </Card>
      )}
    </main>
  );
}
