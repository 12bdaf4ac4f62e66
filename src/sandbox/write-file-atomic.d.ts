/** The part of write-file-atomic that is used here; the package brings no types. */
declare module 'write-file-atomic' {
  export default function writeFileAtomic(
    path: string,
    data: string | Uint8Array,
    options?: { mode?: number; encoding?: BufferEncoding; fsync?: boolean },
  ): Promise<void>;
}
