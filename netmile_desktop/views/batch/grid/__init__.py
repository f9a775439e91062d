"""The grid of a batch's rows: model, painting, editing, filter and clipboard."""
