//! Message templates as nodes, one file each.
