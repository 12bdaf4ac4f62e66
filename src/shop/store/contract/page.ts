export interface Page {
  offset: number;
  limit: number;
}
