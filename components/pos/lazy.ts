"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";

// Windows that few sales need. They come after the first paint, and before anybody can ask for them: once the till stands, it opens
// every one of them without our server.

const discount = () => import("./discount-dialog");
const freePrice = () => import("./free-price");
const parked = () => import("./parked-dialog");
const keys = () => import("./keys-list");
const buyer = () => import("./buyer-fields");
const dialogs = () => import("./entry-dialogs");

export const DiscountDialog = dynamic(() => discount().then((part) => part.DiscountDialog), { ssr: false });
export const FreePrice = dynamic(() => freePrice().then((part) => part.FreePrice), { ssr: false });
export const ParkedDialog = dynamic(() => parked().then((part) => part.ParkedDialog), { ssr: false });
export const KeysList = dynamic(() => keys().then((part) => part.KeysList), { ssr: false });
export const BuyerFields = dynamic(() => buyer().then((part) => part.BuyerFields), { ssr: false });
export const UnknownCode = dynamic(() => dialogs().then((part) => part.UnknownCode), { ssr: false });
export const ClearDialog = dynamic(() => dialogs().then((part) => part.ClearDialog), { ssr: false });

const SOON_MS = 1500;

/** Fetches the windows while the till rests. A failure costs nothing: the window is asked for again when it is opened. */
export function useWindowsAtHand(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const part of [discount, freePrice, parked, keys, buyer, dialogs]) part().catch(() => undefined);
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, []);
}
