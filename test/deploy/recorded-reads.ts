/**
 * Kubernetes' validators look at every field that they know, and let pass those that they don't: a copy of `data` that
 * notes what is looked at tells which ones those are.
 */
export function recorded(data: object): { value: object; unread: () => string[] } {
  const seen = new Set<string>();
  const unread = (value: unknown, path: string): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return seen.has(at) ? unread(child, at) : [at];
    });
  };
  return { value: noting(data, '', seen), unread: () => unread(data, '') };
}

function noting(target: object, path: string, seen: Set<string>): object {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof key !== 'string') return value;
      seen.add(at(key));
      return typeof value === 'object' && value !== null ? noting(value, at(key), seen) : value;
    },
  });
}
