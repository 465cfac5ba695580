import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "@/lib/config";
import { OperatorProduct } from "./product";

export function generateMetadata(): Metadata {
  const brand = env().PRODUCT_OPERATOR_NAME;
  return { title: { default: brand, template: `%s · ${brand}` } };
}

/** The data operator's product, signed in or not. */
export default function OperatorLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <OperatorProduct />
      {children}
    </>
  );
}
