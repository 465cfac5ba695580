"use client";
import { Laptop, UsersRound } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { Select } from "@/components/ui/select";
import { KEY_STORAGES, type KeyStorage, type NcaAddresses } from "@/lib/eds/input";
import { useT } from "@/lib/i18n/client";
import type { Way } from "./attempt";

/** Where the key is: in which storage, and by which program it is reached. */
export function WayChoice(props: {
  addresses: NcaAddresses;
  storage: KeyStorage | null;
  required: boolean;
  onChoose: (way: Way) => void;
}) {
  const t = useT("eds");
  const [storage, setStorage] = useState(props.storage);
  const [isMissing, setMissing] = useState(false);
  const choice = useRef<HTMLDivElement>(null);
  const choose = (way: Way) => {
    if (!props.required || way.storage) return props.onChoose(way);
    setMissing(true);
    choice.current?.querySelector("select")?.focus();
  };
  return (
    <div className="space-y-4">
      <div ref={choice}>
        <StorageChoice
          storage={storage}
          required={props.required}
          isMissing={isMissing}
          onChange={(chosen) => {
            setStorage(chosen);
            setMissing(false);
          }}
        />
      </div>
      <div className="grid gap-2">
        {props.addresses.map((address) => (
          <Program
            key={address.url}
            icon={address.kind === "demo" ? <UsersRound className="size-5" /> : <Laptop className="size-5" />}
            name={t(address.kind === "demo" ? "dialog.demoKey" : "dialog.realKey")}
            text={t(address.kind === "demo" ? "dialog.demoKeyText" : "dialog.realKeyText")}
            onChoose={() => choose({ address, storage })}
          />
        ))}
      </div>
    </div>
  );
}

function StorageChoice(props: {
  storage: KeyStorage | null;
  required: boolean;
  isMissing: boolean;
  onChange: (storage: KeyStorage | null) => void;
}) {
  const t = useT("eds");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-body font-medium">
        {t("dialog.storage")}
        {props.required && <span className="text-danger-text">*</span>}
      </label>
      <Select
        id={id}
        value={props.storage ?? ""}
        required={props.required}
        aria-invalid={props.isMissing}
        aria-describedby={`${id}-help`}
        onChange={(event) => props.onChange(KEY_STORAGES.find((each) => each === event.target.value) ?? null)}
      >
        <option value="">{t("dialog.storageNone")}</option>
        {KEY_STORAGES.map((each) => (
          <option key={each} value={each}>
            {t(`dialog.storage_${each}`)}
          </option>
        ))}
      </Select>
      <p id={`${id}-help`} className={props.isMissing ? "mt-1.5 text-caption text-danger-text" : "sr-only"}>
        {t(props.isMissing ? "dialog.storageMissing" : "dialog.storageHelp")}
      </p>
    </div>
  );
}

function Program(props: { icon: ReactNode; name: string; text: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={props.onChoose}
      className="flex min-h-14 items-center gap-3 rounded-md border border-input px-3 py-2 text-left hover:bg-accent"
    >
      <span className="text-primary-text" aria-hidden="true">
        {props.icon}
      </span>
      <span>
        <span className="block font-medium">{props.name}</span>
        <span className="block text-caption text-muted-foreground">{props.text}</span>
      </span>
    </button>
  );
}
