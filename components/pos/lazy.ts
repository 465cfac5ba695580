"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";

// What is not needed to type a receipt. It comes after the first paint, and before anybody can ask for it: once the till stands, it
// shows all of it without our server.

const discount = () => import("./discount-dialog");
const freePrice = () => import("./free-price");
const parked = () => import("./parked-dialog");
const keys = () => import("./keys-list");
const buyer = () => import("./buyer-fields");
const dialogs = () => import("./entry-dialogs");
const done = () => import("./done-panel");
const paper = () => import("./paper-view");
const blocked = () => import("./close-shift");
const switches = () => import("./browser-switches");

export const DiscountDialog = dynamic(() => discount().then((part) => part.DiscountDialog), { ssr: false });
export const FreePrice = dynamic(() => freePrice().then((part) => part.FreePrice), { ssr: false });
export const ParkedDialog = dynamic(() => parked().then((part) => part.ParkedDialog), { ssr: false });
export const KeysList = dynamic(() => keys().then((part) => part.KeysList), { ssr: false });
export const BuyerFields = dynamic(() => buyer().then((part) => part.BuyerFields), { ssr: false });
export const UnknownCode = dynamic(() => dialogs().then((part) => part.UnknownCode), { ssr: false });
export const ClearDialog = dynamic(() => dialogs().then((part) => part.ClearDialog), { ssr: false });

export const BrowserSwitches = dynamic(() => switches().then((part) => part.BrowserSwitches), { ssr: false });
export const BrowserLooks = dynamic(() => switches().then((part) => part.BrowserLooks), { ssr: false });

// These may be what a page begins with, so the server draws them too.
export const DonePanel = dynamic(() => done().then((part) => part.DonePanel));
export const PaperView = dynamic(() => paper().then((part) => part.PaperView));
export const BlockedPanel = dynamic(() => blocked().then((part) => part.BlockedPanel));

const PARTS = [done, paper, discount, freePrice, dialogs, parked, buyer, keys, blocked, switches];
const SOON_MS = 1000;

/** Fetches the windows while the till rests. A failure costs nothing: the window is asked for again when it is opened. */
export function useWindowsAtHand(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const part of PARTS) part().catch(() => undefined);
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, []);
}
