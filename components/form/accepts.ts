/**
 * Whether a file is of what a field accepts, as the browser itself reads `accept`: a media type, a family such as `image/*`, or the end
 * of a name, which alone tells a kind that the machine has no type for.
 */
export function accepts(accept: string, file: { readonly name: string; readonly type: string }): boolean {
  const name = file.name.toLowerCase();
  return accept.split(",").some((part) => {
    const kind = part.trim().toLowerCase();
    if (kind === "*/*") return true;
    if (kind.startsWith(".")) return name.endsWith(kind);
    return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
  });
}
