"use client";
import { useEffect } from "react";

/** Dialogs and messages open outside the page's frame; they too must wear this product's colour while it is on the screen. */
export function OperatorProduct() {
  useEffect(() => {
    document.documentElement.dataset.product = "operator";
    return () => {
      delete document.documentElement.dataset.product;
    };
  }, []);
  return null;
}
