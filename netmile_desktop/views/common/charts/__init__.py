"""Small charts that stand beside figures, painted without a plotting library."""
