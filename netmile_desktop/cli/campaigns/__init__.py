"""Commands about campaigns: what there is, what was applied for, and the rule that rows follow."""
