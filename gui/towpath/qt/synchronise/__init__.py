"""The dialog that makes two folders equal: rules, the plan as a tree, what came of it."""
