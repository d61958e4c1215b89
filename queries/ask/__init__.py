"""What was asked: who is responsible, how much, and when, answered with the clauses that say so."""
