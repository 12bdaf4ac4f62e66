/** What a tool was asked for cannot be done as things are; the message says what to do. Nothing was changed. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}
