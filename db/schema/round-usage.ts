/** What the models of a round have taken, and what the calls that are under way may take at most. */
export interface RoundUsageTable {
  round_id: string;
  person_id: string;
  input_tokens: number;
  output_tokens: number;
  /** In the currency of the bill; 0 where no price is named. */
  cost: number;
  reserved_tokens: number;
  reserved_cost: number;
}
