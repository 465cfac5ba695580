/** Stands for next/cache in tests: nothing is kept, so nothing grows stale. */
export const revalidatePath = (): void => undefined;
export const revalidateTag = (): void => undefined;
export const refresh = (): void => undefined;
