"use client";
import { createContext, type ReactNode, useContext } from "react";

type Shell = { readonly chooseLanguage: (form: FormData) => Promise<void> };
const ShellContext = createContext<Shell>({ chooseLanguage: async () => undefined });

/** What every page's frame may call. Server actions come in from the root layout, for components import none. */
export const ShellProvider = ({ children, ...shell }: Shell & { children: ReactNode }) => (
  <ShellContext value={shell}>{children}</ShellContext>
);

export const useShell = (): Shell => useContext(ShellContext);
