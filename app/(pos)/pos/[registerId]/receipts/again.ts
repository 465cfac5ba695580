import { type CartLine, type Good, lineOf } from "@/components/pos/cart";
import type { LineView } from "@/lib/fiscal";

/**
 * The lines of a sale as a new cart begins with them. A good that is still sold comes as it is now, its price too; what is sold no
 * more comes as it was. Lines taken off and marked units stay behind: a mark is sold once.
 */
export const linesAgain = (lines: readonly LineView[], goods: readonly Good[]): readonly CartLine[] =>
  lines.flatMap((line): CartLine[] => {
    if (line.storno || line.marks.length > 0) return [];
    const good = goods.find(({ id }) => id === line.goodId);
    if (good) return [lineOf(good, good.priceTiyn ?? line.priceTiyn, line.quantityMilli)];
    const { name, barcode, unitCode, sectionCode, vatKind, priceTiyn, quantityMilli, article, ntin } = line;
    return [
      {
        ...{ goodId: null, name, barcode, unitCode, sectionCode, vatKind, priceTiyn, quantityMilli },
        ...(article ? { article } : {}),
        ...(ntin ? { ntin } : {}),
      },
    ];
  });
