"use client";
import { File as FileIcon, FileUp, X } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Button, buttonLook, IconButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useErrorText, useT } from "@/lib/i18n/client";
import { accepts } from "./accepts";
import { useField } from "./context";
import { Field, type FieldProps } from "./field";

/** A size for a person. */
function useSize(): (bytes: number) => string {
  const t = useT("ui");
  return (bytes) => {
    if (bytes < 1024) return t("file.bytes", { size: bytes });
    if (bytes < 1024 * 1024) return t("file.kilobytes", { size: Math.round(bytes / 1024) });
    const tenths = Math.round((bytes / 1024 / 1024) * 10);
    return t("file.megabytes", {
      size: tenths % 10 === 0 ? `${tenths / 10}` : `${Math.floor(tenths / 10)},${tenths % 10}`,
    });
  };
}

/** The address of a picture while it is shown. */
function usePicture(file: File | null): string | null {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    if (!file?.type.startsWith("image/")) return setPicture(null);
    const address = URL.createObjectURL(file);
    setPicture(address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  return picture;
}

function Picked({
  file,
  pending,
  onReplace,
  onRemove,
}: {
  file: File;
  pending: boolean;
  onReplace: () => void;
  onRemove: () => void;
}) {
  const t = useT("ui");
  const size = useSize();
  const picture = usePicture(file);
  return (
    <div className="flex items-center gap-3 px-4 py-3 text-left">
      {picture ? (
        // biome-ignore lint/performance/noImgElement: a file of the visitor's own disk, no loader can help
        <img src={picture} alt="" className="size-12 rounded-sm border object-cover" />
      ) : (
        <FileIcon className="size-5 text-muted-foreground" aria-hidden="true" />
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{file.name}</p>
        <p className="num text-caption text-muted-foreground">{pending ? t("file.uploading") : size(file.size)}</p>
        {pending && (
          <div className="mt-1.5 h-1 overflow-hidden rounded-full bg-muted">
            <div className="h-1 w-1/3 animate-pulse rounded-full bg-primary" />
          </div>
        )}
      </div>
      <Button size="sm" onClick={onReplace} disabled={pending}>
        {t("file.replace")}
      </Button>
      <IconButton label={t("file.remove")} size="iconSm" onClick={onRemove} disabled={pending}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Where a file is dropped while there is none. */
function DropPlace({ id, text }: { id: string; text: string }) {
  const t = useT("ui");
  return (
    <div className="px-5 py-10">
      <FileUp className="mx-auto size-8 text-muted-foreground" strokeWidth={1.5} aria-hidden="true" />
      <p className="mt-3 text-muted-foreground">{t("file.drop")}</p>
      <p className="text-muted-foreground">{text}</p>
      <label htmlFor={id} className={cn(buttonLook({ variant: "outline" }), "mt-4")}>
        {t("file.choose")}
      </label>
    </div>
  );
}

type FileFieldProps = FieldProps & {
  accept: string;
  maxBytes: number;
  /** What will do, for a person: «JPG, PNG, PDF до 10 МБ». */
  text: string;
  onPick?: (file: File | null) => void;
};

/** The file in hand, looked at before it is taken; it lies in a real input, so the form posts it as any other. */
function usePickedFile({ accept, maxBytes, text, onPick }: FileFieldProps) {
  const t = useT("ui");
  const size = useSize();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const put = (picked: File | null) => {
    if (!input.current) return;
    const carrier = new DataTransfer();
    if (picked) carrier.items.add(picked);
    input.current.files = carrier.files;
    setFile(picked);
    onPick?.(picked);
  };
  const take = (picked: File | undefined) => {
    if (!picked) return;
    const fits = accepts(accept, picked);
    const large = picked.size > maxBytes;
    const told = !fits ? t("file.wrongType", { text }) : large ? t("file.tooLarge", { max: size(maxBytes) }) : null;
    setRefusal(told);
    put(told ? null : picked);
  };
  return { input, file, refusal, take, remove: () => put(null) };
}

/** A file: dropped, pasted or chosen. It stays after a refusal; its picture is shown where it is one. */
export function FileField(props: FileFieldProps) {
  const errorText = useErrorText();
  const field = useField(props.name);
  const [over, setOver] = useState(false);
  const { input, file, refusal, take, remove } = usePickedFile(props);
  const message = refusal ?? (field.refusal ? errorText(field.refusal) : null);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <Field {...props} help={message ? undefined : props.help} field={{ ...field, refusal: undefined }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input inside does the same by key */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        onPaste={(event) => take(event.clipboardData.files[0])}
        className={cn(
          "relative rounded-lg border-2 border-dashed bg-card text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ring",
          over ? "border-primary bg-primary-soft" : message ? "border-danger" : "border-input",
          file && "border border-solid",
        )}
      >
        <input
          id={field.id}
          ref={input}
          type="file"
          name={props.name}
          accept={props.accept}
          required={props.required}
          disabled={props.disabled}
          aria-invalid={message ? true : undefined}
          aria-describedby={message ? field.describedBy : undefined}
          className="sr-only"
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
        {file ? (
          <Picked file={file} pending={field.pending} onReplace={() => input.current?.click()} onRemove={remove} />
        ) : (
          <DropPlace id={field.id} text={props.text} />
        )}
      </div>
      {message && (
        <p id={field.describedBy} className="mt-1.5 text-caption text-danger-text">
          {message}
        </p>
      )}
    </Field>
  );
}
